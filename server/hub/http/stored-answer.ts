/**
 * For answers full of stored events: each was parsed by its schema when it was accepted, and parsing a megabyte again
 * for every page would cost more than reading it.
 */
export const storedAnswer = { serializerCompiler: () => (answer: unknown) => JSON.stringify(answer) };
