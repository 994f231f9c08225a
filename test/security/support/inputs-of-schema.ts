import fc from 'fast-check';
import { z } from 'zod';

/** What a test knows of the world and a blind guess would never hit: ids of real cases and the like. */
export interface Known {
  readonly ids: readonly string[];
  /** Values for fields of a name, whatever their schema says. */
  readonly fields?: Readonly<Record<string, fc.Arbitrary<unknown>>>;
}

interface Shape {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly prefixItems?: readonly Shape[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const instants = fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-03-01T07:00:00.000Z', '9999-12-31T23:59:59.999Z');
const strings = (known: Known) =>
  fc.oneof(
    fc.constantFrom(...known.ids, 'MPS', 'MPS-INV', 'all', 'note new', '', '"', 'a OR b', 'narrative:*', "'; --"),
    fc.string({ unit: 'binary', maxLength: 40 }),
    instants,
  );

function valuesOf(shape: Shape, root: Shape, known: Known, depth: number): fc.Arbitrary<unknown> {
  if (shape.$ref !== undefined || depth > 8) return fc.jsonValue({ maxDepth: 1 });
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  const several = shape.anyOf ?? shape.oneOf;
  const inner = (one: Shape) => valuesOf(one, root, known, depth + 1);
  if (several !== undefined) return fc.oneof(...several.map(inner));
  switch (shape.type) {
    case 'object': {
      const properties = Object.entries(shape.properties ?? {}).map(
        ([name, of]) => [name, known.fields?.[name] ?? inner(of)] as const,
      );
      const requiredKeys = [...(shape.required ?? [])];
      if (properties.length === 0)
        return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 });
      return fc.record(Object.fromEntries(properties), { requiredKeys });
    }
    case 'array':
      return fc.array(shape.items === undefined ? fc.jsonValue({ maxDepth: 1 }) : inner(shape.items), { maxLength: 4 });
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.max(shape.minimum ?? -5, -1e9), max: Math.min(shape.maximum ?? 300, 1e9) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      if (shape.format === 'uuid')
        return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known.ids) }, { weight: 1, arbitrary: fc.uuid() });
      return shape.format === 'date-time' ? instants : strings(known);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    undefined,
    NaN,
    Infinity,
    -0,
    2 ** 60,
    1n,
    'x'.repeat(100_000),
    '\u0000',
    '\ud800',
    new Date(0),
  ),
  fc.constant(JSON.parse('{"__proto__":{"ok":true},"constructor":1}') as unknown),
);

/** Replaces, drops or adds at one place. */
function damage(value: unknown, seed: number, by: unknown): unknown {
  if (typeof value !== 'object' || value === null || seed % 7 === 0) return by;
  const names = Object.keys(value);
  const name = names[seed % Math.max(1, names.length)];
  if (name === undefined || seed % 5 === 0) return { ...value, unheardOf: by };
  if (Array.isArray(value))
    return value.map((one: unknown, n) => (String(n) === name ? damage(one, seed >> 3, by) : one));
  if (seed % 3 === 0) return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
  return { ...value, [name]: damage((value as Record<string, unknown>)[name], seed >> 3, by) };
}

/** Inputs that nearly fit a schema, inputs that fit it with a damage, and things of another world altogether. */
export function inputsOf(schema: z.ZodType, known: Known): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  const fitting = valuesOf(root, root, known, 0);
  return fc.oneof(
    { weight: 5, arbitrary: fitting },
    { weight: 4, arbitrary: fc.tuple(fitting, fc.nat(), junk).map(([value, seed, by]) => damage(value, seed, by)) },
    { weight: 1, arbitrary: junk },
  );
}
