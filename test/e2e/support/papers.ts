/** A PDF with all that must not leave with its pages: text, a note, a file within, and who made it. */
export const talkativePdf = (words: { seen: string; note: string; within: string; author: string }): Buffer =>
  Buffer.from(
    `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(inside.txt)8 0 R]>>>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>/Annots[7 0 R]>>endobj
4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>>>endobj
5 0 obj<</Length ${45 + words.seen.length}>>stream
BT /F 14 Tf 20 100 Td (${words.seen}) Tj ET                
endstream endobj
6 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
7 0 obj<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(${words.note})>>endobj
8 0 obj<</Type/Filespec/F(inside.txt)/EF<</F 9 0 R>>>>endobj
9 0 obj<</Type/EmbeddedFile/Length ${words.within.length}>>stream
${words.within}
endstream endobj
10 0 obj<</Author(${words.author})/Producer(a program)>>endobj
trailer<</Root 1 0 R/Info 10 0 R>>
`,
    'latin1',
  );
