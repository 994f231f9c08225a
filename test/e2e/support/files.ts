/** Files for reports of a test: put beside the inbound file, which the office writes into its own folder. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TestFile {
  readonly filename: string;
  readonly bytes: Uint8Array;
  readonly mediaType?: string;
}

/** What an inbound report says of its files; `put` writes them into the folder that the office hands it. */
export function attachmentsOf(files: readonly TestFile[]) {
  const named = files.map((file) => {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    return { file, sha256, path: `${sha256.slice(0, 16)}.bin` };
  });
  return {
    attachments: named.map(({ file, sha256, path }) => ({
      path,
      filename: file.filename,
      mediaType: file.mediaType ?? 'application/octet-stream',
      sha256,
    })),
    put: (folder: string) => {
      for (const { file, path } of named) writeFileSync(join(folder, path), file.bytes);
    },
  };
}
