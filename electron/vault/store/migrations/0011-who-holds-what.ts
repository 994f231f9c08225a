/** How many cases each person holds, and how many of them are heavy: read off its index when cases are allocated. */
export const whoHoldsWhat = `
CREATE INDEX holdings ON cases (allocated_to, heavy) WHERE hidden = 0 AND decided = 0 AND allocated_to IS NOT NULL;
`;
