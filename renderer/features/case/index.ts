export { CaseScreen } from './CaseScreen.tsx';
