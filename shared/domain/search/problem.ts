/** Why a search cannot be read. */
export type SearchProblem =
  'quote_open' | 'field_unknown' | 'value_missing' | 'value_unknown' | 'date_unreadable' | 'range_backwards';
