import templateFile from '../../resources/rationale-templates.json' with { type: 'json' };
import { z } from 'zod';
import { words } from './primitives.ts';

/** Where a template may be inserted. */
export const TemplateUse = z.enum(['decision']);
export type TemplateUse = z.infer<typeof TemplateUse>;

const Template = z.strictObject({
  id: z.string().min(1).max(40),
  title: z.string().min(1).max(80),
  use: z.array(TemplateUse).min(1),
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional(),
  text: z.string().min(1).max(4000),
  /** The same headings in Welsh, which no speaker has reviewed. */
  welsh: z.string().min(1).max(4000).optional(),
});
export type Template = z.infer<typeof Template>;

/** A template that somebody made of their own words; kept in their vault and nowhere else. */
export const OwnTemplate = z.strictObject({
  id: z.uuid(),
  title: words(80).refine((title) => title.trim() !== '', 'a template needs a name'),
  text: words(4000).refine((text) => text.trim() !== '', 'an empty template'),
});
export type OwnTemplate = z.infer<typeof OwnTemplate>;

/** Those that ship with the program, from `resources/rationale-templates.json`. */
export const templates: readonly Template[] = z
  .strictObject({ version: z.string(), dated: z.iso.date(), note: z.string(), templates: z.array(Template).min(1) })
  .parse(templateFile).templates;

/** What may be inserted on a day (ISO 8601), in the order of the file. */
export const templatesFor = (use: TemplateUse, on: string): Template[] => {
  const day = on.slice(0, 10);
  return templates.filter(
    (template) =>
      template.use.includes(use) &&
      template.validFrom <= day &&
      (template.validTo === undefined || day <= template.validTo),
  );
};
