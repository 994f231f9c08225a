export { ReferralScreen } from './ReferralScreen.tsx';
export { ReferralsScreen } from './ReferralsScreen.tsx';
