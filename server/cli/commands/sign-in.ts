import { SignInSettings } from '../../hub/sign-in-settings.ts';
import type { SignInSetAnswer } from '../../hub/http/admin/calls.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print, printJson } from '../output.ts';
import { Stop } from '../stop.ts';
import { collect, hubCommand, type Common } from './common.ts';

interface SignInOptions extends Common {
  readonly issuer?: string;
  readonly client?: string;
  readonly claim: string;
  readonly scope: string;
  readonly prompt: string;
  readonly hours: string;
  readonly recheck: string;
  readonly enrolment?: boolean;
  readonly off?: boolean;
  readonly account: string[];
  readonly json?: boolean;
}

function settingsOf(options: SignInOptions): SignInSettings {
  const { issuer, client, claim, scope, prompt, hours, recheck, enrolment = false } = options;
  const times = { hours: Number(hours), recheckMinutes: Number(recheck) };
  const wanted = { issuer, client, claim, scope, ...times, enrolment, ...(prompt !== 'none' && { prompt }) };
  const settings = SignInSettings.safeParse(wanted);
  if (settings.success) return settings.data;
  const field = String(settings.error.issues[0]?.path[0]);
  const wrong = field === 'recheckMinutes' ? 'recheck' : field;
  throw new Stop(
    wrong === 'issuer'
      ? '--issuer is an https address, as the provider itself writes it in its ID tokens'
      : `--${wrong} is missing or not of its form: see "hub sign-in --help"`,
  );
}

/** `<user id>=<account>`, or `<user id>=` to take it away. */
function accountOf(written: string): { user: string; account: string | null } {
  const [user = '', ...rest] = written.split('=');
  if (rest.length === 0) throw new Stop('write an account as the user id, = and the account');
  return { user, account: rest.join('=') === '' ? null : rest.join('=') };
}

function inWords({ settings, without }: SignInSetAnswer): string {
  if (settings === null) return 'nobody has to sign in: a workstation and its passphrase are enough';
  const { issuer, client, claim, hours, recheckMinutes, enrolment } = settings;
  const lines = [
    `people sign in at ${issuer} (client ${client}), every ${hours} h, asked again every ${recheckMinutes} min`,
    `  claim      ${claim}`,
    `  enrolment  ${enrolment ? 'by code and sign-in' : 'by code'}`,
  ];
  if (without.length > 0) lines.push('no account was entered for these, who cannot sync:');
  return [...lines, ...without.map(({ user, name }) => `  ${user}  ${name}`)].join('\n');
}

async function signIn(options: SignInOptions): Promise<void> {
  const accounts = options.account.map(accountOf);
  const changes = options.issuer !== undefined || options.client !== undefined;
  if (changes && options.off === true) throw new Stop('--off goes without --issuer and --client');
  const settings = changes ? settingsOf(options) : null;
  const answer = await withHub(dataFolder(options.data), options.hub, async (access) => {
    const admin = adminClient(access);
    for (const account of accounts) await admin.setAccount(account);
    return changes || options.off === true ? admin.setSignIn({ settings }) : admin.signIn();
  });
  if (options.json) return printJson(answer);
  print(inWords(answer));
}

export const signInCommand = () =>
  hubCommand('sign-in', 'Say where people sign in (OpenID Connect) and by which account each is known there', [
    'sign-in   # how it stands',
    'sign-in --issuer https://login.example/realms/force --client candour --claim preferred_username',
    'sign-in --account "01890000-0000-7000-8000-000000000000=a.name@force.example"',
    'sign-in --off',
  ])
    .option('--issuer <address>', 'the provider; people have to sign in from now on')
    .option('--client <id>', 'the public client that stands for Candour there')
    .option('--claim <name>', 'the claim of the ID token that names the account', 'sub')
    .option('--scope <words>', 'what the provider is asked for', 'openid offline_access')
    .option('--prompt <word>', 'consent, login, select_account, or none to leave it to the provider', 'consent')
    .option('--hours <number>', 'after how long a person signs in again', '12')
    .option('--recheck <minutes>', 'after how long the provider is asked again, without the person', '60')
    .option('--enrolment', 'a one-time code alone enrols nobody: its person signs in as well')
    .option('--off', 'nobody has to sign in')
    .option('--account <user=account>', 'as whom the provider knows a user; repeat for more', collect, [])
    .option('--json', 'print {settings, without}')
    .action(signIn);
