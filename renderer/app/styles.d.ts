/** What vite makes of style sheets: a module's class names by their names in the file. */
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
declare module '*.css';
/** The address of a worker's script, built as a file of its own. */
declare module '*?worker&url' {
  const address: string;
  export default address;
}
/** The worker's side of pdf.js, which has no types: it is run, not called. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
declare module 'pdfjs-dist/legacy/build/pdf.min.mjs' {
  export * from 'pdfjs-dist';
}
