import { mailOf } from '@features/deliveries/mail-message.js';
import { MailSender } from '@features/deliveries/mail-sender.js';
import type { Sending } from '@features/deliveries/sending.js';
import { readSmtpUrl } from '@platform/smtp-settings.js';
import PostalMime from 'postal-mime';
import { Postfix } from '../support/postfix.js';
import { itWith } from '../support/tools.js';

/** Answers well only to root, where there is a Postfix. */
const itWithPostfix = itWith('postfix', 'check');
const FROM = 'ledger@example.test';

let postfix: Postfix | null = null;
let sender: MailSender | null = null;

afterEach(async () => {
  await sender?.close();
  postfix?.stop();
  postfix = null;
});

describe("Debian's Postfix (skipped without it, or without root: apt-get install postfix)", () => {
  itWithPostfix('queues and delivers over TLS, and refuses or bounces what it has no box for', async () => {
    postfix = await Postfix.start(['ada', 'grace', 'ledger']);
    const settings = readSmtpUrl(`smtp://127.0.0.1:${postfix.port}?from=${FROM}`, postfix.certificate);
    sender = new MailSender({ ...settings, demandTls: true });

    expect(await send('ada')).toMatchObject({
      outcome: 'accepted',
      response: expect.stringMatching(/^250 .*queued as/),
    });
    const raw = await postfix.firstMail('ada');
    const mail = await PostalMime.parse(raw);
    expect(mail).toMatchObject({ subject: 'Störung 🚧', messageId: '<n.ada@ledger.example.test>' });
    expect(mail.text?.trimEnd()).toBe(`.one\n${'long '.repeat(1600)}\nUTC`);
    expect(header(mail, 'received')).toMatch(/using TLSv1\.[23] with cipher/);
    expect(header(mail, 'list-id')).toBe('<announce.example.test>');

    const unknown = await send('nobody-here');
    expect(unknown).toMatchObject({ outcome: 'failed', permanent: true, code: 'recipient-refused' });
    expect((unknown as { why: string }).why).toMatch(/^550 5\.1\.1/);

    expect(await send('moved')).toMatchObject({ outcome: 'accepted' });
    const bounce = await postfix.firstMail('ledger');
    expect(bounce.toString()).toMatch(/Content-Type: multipart\/report; report-type=delivery-status/);
    expect(bounce.toString()).toContain('<n.moved@ledger.example.test>');

    expect(await send('grace')).toMatchObject({ outcome: 'accepted' });
    expect((await PostalMime.parse(await postfix.firstMail('grace'))).to?.[0]?.address).toBe('grace@example.test');
    expect(postfix.log()).toMatch(/status=sent \(delivered to maildir\)/);
  });
});

function send(box: string): Promise<Sending> {
  const address = `${box}@example.test`;
  const notice = {
    messageId: `<n.${box}@ledger.example.test>`,
    subject: 'Störung 🚧',
    text: `.one\n${'long '.repeat(1600)}\nUTC`,
    references: [],
    url: null,
    sentAt: new Date().toISOString(),
  };
  const list = { address, from: FROM, listId: 'announce.example.test', unsubscribe: null };
  return sender!.send(mailOf(notice, list), { from: FROM, to: address });
}

function header(mail: Awaited<ReturnType<typeof PostalMime.parse>>, key: string): string | undefined {
  return mail.headers.find((found) => found.key === key)?.value;
}
