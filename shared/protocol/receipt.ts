import { sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { base64, Id, Instant } from '../domain/primitives.ts';
import { jcs } from './canonical.ts';

/**
 * What a workstation confirms in its own name: `purged`, that it holds nothing any more of a compartment that was taken from
 * it; `erased`, that it holds nothing of the contents which an event erased.
 */
export const ReceiptKind = z.enum(['purged', 'erased']);
export type ReceiptKind = z.infer<typeof ReceiptKind>;

export const ReceiptStatement = z.strictObject({
  kind: ReceiptKind,
  device: Id,
  /** The compartment, or the id of the event by which contents were erased. */
  subject: z.string().min(1).max(100),
  /** By the workstation's clock. */
  at: Instant,
});
export type ReceiptStatement = z.infer<typeof ReceiptStatement>;

/** `signature` is Ed25519 by the device key over the statement; it holds by wire and by bundle, and after the device is gone. */
export const Receipt = z.strictObject({ statement: ReceiptStatement, signature: base64(128) });
export type Receipt = z.infer<typeof Receipt>;

const RECEIPT = Buffer.from('candour-receipt-v1\0', 'latin1');
const signedBytes = (statement: ReceiptStatement) => Buffer.concat([RECEIPT, jcs(statement)]);

export const signReceipt = (statement: ReceiptStatement, key: KeyObject): Receipt => ({
  statement,
  signature: sign(null, signedBytes(statement), key).toString('base64'),
});

export const receiptHolds = ({ statement, signature }: Receipt, key: KeyObject): boolean =>
  verify(null, signedBytes(statement), key, Buffer.from(signature, 'base64'));
