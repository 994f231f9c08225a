/** The only worker of the page: pdf.js, in its build for older Chromium, under the limits above it. */
import './allocation-limit.ts';
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
