import type { z } from 'zod';
import type { AuditFilter } from '../../../shared/bridge/audit.ts';
import type { DeskQuery } from '../../../shared/bridge/desk.ts';
import type { FileKind } from '../../../shared/domain/file-kind.ts';
import type { JournalEntry } from './journal.ts';
import { filterNames } from '../desk/filter.ts';
import type { Thread } from '../threads/call-operations.ts';
import type { WriterOperations } from '../threads/writer-operations.ts';

/** What this session has entered in the journal already: a case once for each way of looking, a search when it changes. */
export class Consultations {
  readonly #writer: Pick<Thread<WriterOperations>, 'call'>;
  readonly #seen = new Set<string>();
  #search = '';

  constructor(writer: Pick<Thread<WriterOperations>, 'call'>) {
    this.#writer = writer;
  }

  #enter(entry: JournalEntry): void {
    // Reading does not wait for the journal; a full disk shows at the next thing that is signed.
    this.#writer.call('journal.enter', entry).catch(() => undefined);
  }

  /** DPA 2018 s.62: which case was consulted. A peek is told from opening it. */
  consulted(caseId: string, how: 'opened' | 'peeked' | 'danger', reason?: string): void {
    if (this.#seen.has(`${how} ${caseId}`)) return;
    this.#seen.add(`${how} ${caseId}`);
    const payload = { caseId, ...(reason !== undefined && { reason }) };
    this.#enter({ type: 'case_consulted', facets: { how }, payload });
  }

  /** Whether the case has been opened in this session: then no reason is asked for it again. */
  hasOpened = (caseId: string): boolean => this.#seen.has(`opened ${caseId}`);

  /** A file of a report was opened: once for each file and session. */
  viewed(caseId: string, attachment: string, kind: FileKind): void {
    if (this.#seen.has(`viewed ${caseId} ${attachment}`)) return;
    this.#seen.add(`viewed ${caseId} ${attachment}`);
    this.#enter({ type: 'attachment_viewed', facets: { kind }, payload: { caseId, attachment } });
  }

  /** Somebody was looked for over all cases: each time. */
  searchedSubject(passages: number, cases: number): void {
    this.#enter({ type: 'subject_searched', facets: {}, payload: { passages, cases } });
  }

  /** A settled search of the index of people, as one of the Desk. */
  searchedPeople(words: string, typing: boolean, hits: number): void {
    if (typing || words.trim() === '') return;
    const search = JSON.stringify(['people', words.trim()]);
    if (search === this.#search) return;
    this.#search = search;
    this.#enter({ type: 'searched', facets: {}, payload: { hits, filters: ['people'] } });
  }

  /** The audit was read: once for each question and session. */
  readAudit(filter: AuditFilter, entries: number): void {
    const question = `audit ${JSON.stringify(filter)}`;
    if (this.#seen.has(question)) return;
    this.#seen.add(question);
    const filters = Object.keys(filter).filter((name) => filter[name as keyof AuditFilter] !== undefined);
    const caseId = filter.caseId;
    this.#enter({
      type: 'audit_read',
      facets: {},
      payload: { ...(caseId !== undefined && { caseId }), filters, entries },
    });
  }

  /** A settled search: hits and names of filters. The words are compared here and forgotten with the session. */
  searched(query: z.output<typeof DeskQuery>, hits: number): void {
    if (query.typing || query.search.trim() === '') return;
    const search = JSON.stringify([query.search.trim(), query.filter, query.view]);
    if (search === this.#search) return;
    this.#search = search;
    this.#enter({ type: 'searched', facets: {}, payload: { hits, filters: filterNames(query.filter) } });
  }
}
