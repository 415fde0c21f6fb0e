import { readSmtpUrl } from '@platform/smtp-settings.js';
import PostalMime, { type Email } from 'postal-mime';
import type { SMTPServerOptions } from 'smtp-server';
import { House } from './house.js';
import { MailServer } from './mail-server.js';

const FROM = 'ledger@example.org';

/** A house whose mails go to a real mail server. */
export class PostOffice {
  private constructor(
    readonly house: House,
    readonly server: MailServer,
  ) {}

  static async open(options: SMTPServerOptions = {}): Promise<PostOffice> {
    const server = await MailServer.start(options);
    return new PostOffice(await houseSendingTo(server.port), server);
  }

  /** What the ledger answered to a request that it took. */
  async post(path: string, body: object = {}): Promise<any> {
    return taken(this.house, path, body);
  }

  /** Written and given to these channels; nothing is on its way before time passes. */
  announce(channels: readonly string[], more: object = {}): Promise<string> {
    return announce(this.house, channels, more);
  }

  /** State and words of the attempts in each channel, oldest first. */
  deliveries(announcement: string): Promise<any[]> {
    return deliveriesOf(this.house, announcement);
  }

  mails(): Promise<(Email & { readonly envelopeTo: string })[]> {
    return Promise.all(
      this.server.received.map(async ({ raw, to }) => ({ ...(await PostalMime.parse(raw)), envelopeTo: to.join() })),
    );
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.server.stop();
  }
}

export function houseSendingTo(port: number): Promise<House> {
  const smtp = readSmtpUrl(`smtp://127.0.0.1:${port}?from=${FROM}`);
  return House.open({ foundation: { sending: { smtp, allowPrivate: true } } });
}

export async function taken(house: House, path: string, body: object = {}): Promise<any> {
  const response = await house.ask('POST', `/api/v1${path}`, { body });
  if (response.statusCode >= 400) throw new Error(`${path}: ${response.body}`);
  return response.json();
}

export async function announce(house: House, channels: readonly string[], more: object = {}): Promise<string> {
  const said = { kind: 'update', subject: 'What is new', text: 'This is what everybody has to know.', impact: 'none' };
  const { id } = await taken(house, '/announcements', { ...said, ...more });
  await taken(house, `/announcements/${id}/send`, { channels });
  return id as string;
}

export async function deliveriesOf(house: House, announcement: string): Promise<any[]> {
  return (await house.get(`/api/v1/announcements/${announcement}/deliveries`)).data;
}

/** Answers as a mail server does that will not have it. */
export function refusal(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code });
}
