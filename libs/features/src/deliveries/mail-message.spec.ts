import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime, { type Email } from 'postal-mime';
import { checkAddress } from '@kernel/mail-address.js';
import { checkHeader, messageIdOf } from './mail-headers.js';
import { mailOf, type MailingList, type Notice } from './mail-message.js';

const NOTICE: Notice = {
  messageId: '<a1.c1@ledger.example.org>',
  subject: 'Database restarts on 2026-12-01 (Tuesday)',
  text: 'On 2026-12-01 (Tuesday) from 08:00 to 09:00 UTC the databases restart.',
  references: [],
  url: null,
  sentAt: '2026-11-24T08:00:00.000Z',
};
const LIST: MailingList = {
  address: 'announce@lists.example.org',
  from: 'ledger@example.org',
  listId: 'announce.lists.example.org',
  unsubscribe: null,
};

describe('A notice as a mail', () => {
  it('says from whom, to whom, when, in which list, and that a machine sent it', async () => {
    const mail = await readBack(NOTICE);
    expect(mail.from?.address).toBe(LIST.from);
    expect(mail.to?.map(({ address }) => address)).toEqual([LIST.address]);
    expect(mail.messageId).toBe(NOTICE.messageId);
    expect(mail.date).toBe(NOTICE.sentAt);
    expect(header(mail, 'list-id')).toBe('<announce.lists.example.org>');
    expect(header(mail, 'auto-submitted')).toBe('auto-generated');
    expect(keys(mail)).not.toContain('list-unsubscribe');
    expect(keys(mail)).not.toContain('in-reply-to');
  });

  it('stands in the thread of the notices before it', async () => {
    const mail = await readBack({ ...NOTICE, references: ['<first@example.org>', '<second@example.org>'] });
    expect(header(mail, 'in-reply-to')).toBe('<second@example.org>');
    expect(header(mail, 'references')).toBe('<first@example.org> <second@example.org>');
  });

  it('keeps of a thread of a hundred the first and the newest', async () => {
    const references = Array.from({ length: 100 }, (_, index) => `<n${index}@example.org>`);
    const ids = header(await readBack({ ...NOTICE, references }), 'references')!.split(/\s+/);
    expect(ids).toHaveLength(20);
    expect([ids[0], ids[1], ids.at(-1)]).toEqual(['<n0@example.org>', '<n81@example.org>', '<n99@example.org>']);
  });

  it('can be ended by one click, and by mail where an address is given', async () => {
    const url = 'https://ledger.example.org/unsubscribe?token=abc&x=1';
    const mail = await readBack(NOTICE, { ...LIST, unsubscribe: { url, mail: 'leave@example.org' } });
    expect(header(mail, 'list-unsubscribe')).toBe(`<${url}>, <mailto:leave@example.org?subject=unsubscribe>`);
    expect(header(mail, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(mail.text).toContain(`\n-- \nUnsubscribe: ${url}\n`);
  });

  it('promises no click where it can be ended by mail alone', async () => {
    const mail = await readBack(NOTICE, { ...LIST, unsubscribe: { url: null, mail: 'leave@example.org' } });
    expect(keys(mail)).not.toContain('list-unsubscribe-post');
    expect(header(mail, 'list-unsubscribe')).toBe('<mailto:leave@example.org?subject=unsubscribe>');
  });

  it.each([
    ['umlauts', 'Störung: Übergänge in der Größe'],
    ['emoji', 'Restarts 🚧 and 👩‍🔧 at 08:00'],
    ['right to left', 'תחזוקה מתוכננת של מסד הנתונים'],
    ['an encoded word as its own words', 'About =?utf-8?q?Bcc=3A_x=40y?= and others'],
    ['encoded words beyond one word', `=?utf-8?q?x?= ${'ü🚧 '.repeat(40)}end`],
    ['nine hundred characters', `Long ${'ünd lang '.repeat(100)}end`],
  ])('a subject of %s is read back as it was written', async (_, subject) => {
    expect((await readBack({ ...NOTICE, subject })).subject).toBe(subject);
  });

  it.each([
    ['dots at the start of lines', '.\n..\n.hidden\n'],
    ['a line of 8,000 characters', `${'word '.repeat(1600)}\n`],
    ['8,000 characters without a space', `${'x'.repeat(8000)}\n`],
    ['lines that look like a head', 'From here on\n\nBcc: x@y.example\n--\nFrom: a@b.example\n'],
    ['scripts', 'a </script><script>alert(1)</script> b\n'],
    ['78 columns with trailing spaces', `${'y'.repeat(77)} \n${'z'.repeat(78)}\n`],
    ['all the world', 'Größe 🚧 תחזוקה\n'],
  ])('a text with %s is read back as it was written', async (_, text) => {
    const mail = await readBack({ ...NOTICE, text });
    expect(mail.text?.trimEnd()).toBe(text.trimEnd());
    expect(mail.attachments).toEqual([]);
  });

  it('has HTML that says the same, links to web addresses, and neither runs nor fetches anything', async () => {
    const text = 'See https://a.example/x?b=1&c="d".\njavascript:alert(1) <img src=x onerror=alert(1)> </script>';
    const { html = '' } = await readBack({ ...NOTICE, text, url: 'https://ledger.example.org/w/1' });
    expect(html).toContain('<a href="https://a.example/x?b=1&amp;c=" rel="noreferrer">');
    expect(html).toContain('<a href="https://ledger.example.org/w/1" rel="noreferrer">');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toMatch(/<(?:script|img|link|iframe|style)\b|\ssrc="|href="(?!https?:)|url\(/i);
  });

  it.each<[string, Partial<Notice>, Partial<MailingList>, string]>([
    ['subject', { subject: 'Restarts\r\nBcc: x@y.example' }, {}, 'bad-header'],
    ['subject', { subject: ' ' }, {}, 'bad-header'],
    ['subject', { subject: 'Restarts\u2028' }, {}, 'bad-header'],
    ['messageId', { messageId: '<a@b>\r\nBcc: x@y' }, {}, 'bad-header'],
    ['references', { references: ['<a@b>', '<c@d> <e@f>'] }, {}, 'bad-header'],
    ['url', { url: 'javascript:alert(1)' }, {}, 'bad-header'],
    ['url', { url: 'https://a.example/\r\nX: y' }, {}, 'bad-header'],
    ['address', {}, { address: 'a@b.example, c@d.example' }, 'bad-address'],
    ['address', {}, { address: 'a@b.example\nBcc: c@d.example' }, 'bad-address'],
    ['address', {}, { address: 'Name <a@b.example>' }, 'bad-address'],
    ['from', {}, { from: '"a b"@c.example' }, 'bad-address'],
    ['listId', {}, { listId: 'a.b>\r\nX: y' }, 'bad-header'],
    ['unsubscribe', {}, { unsubscribe: { url: 'ftp://a.example' } }, 'bad-header'],
    ['unsubscribe', {}, { unsubscribe: { url: null, mail: 'a@b.example?cc=c@d.example' } }, 'bad-address'],
    ['sentAt', { sentAt: 'soon' }, {}, 'bad-header'],
  ])('a bad %s is refused by its name', (field, notice, list, code) => {
    expect(() => mailOf({ ...NOTICE, ...notice }, { ...LIST, ...list })).toThrow(
      expect.objectContaining({ kind: 'invalid', code, field }),
    );
  });

  it('no input makes one more header or recipient', async () => {
    const nasty = fc
      .array(
        fc.oneof(
          fc.constantFrom('\r\n', '\n', '\r', 'Bcc: x@y.example', '<a@b>', ',', ' ', ':'),
          fc.string({ unit: 'binary' }),
        ),
      )
      .map((parts) => parts.join(''));
    const or = (usual: string): fc.Arbitrary<string> => fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, nasty);
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(nasty, nasty, or(NOTICE.messageId), or(LIST.address), or(LIST.listId), async (...given) => {
        const [subject, text, messageId, address, listId] = given;
        const made = madeOrRefused({ ...NOTICE, subject, text, messageId }, { ...LIST, address, listId });
        if (made === null) return;
        sent += 1;
        const mail = await PostalMime.parse(await built(made));
        expect([...keys(mail)].sort()).toEqual(HEADS);
        expect(mail.to?.map((to) => to.address)).toEqual([address]);
        expect([mail.cc, mail.bcc]).toEqual([undefined, undefined]);
      }),
      { numRuns: 500 },
    );
    expect(sent).toBeGreaterThan(20);
  });
});

describe('What stands in a head', () => {
  it('is refused with the place of the character that ends a line', () => {
    expect(() => checkHeader('subject', 'a\nb')).toThrow('subject has the control character U+000A at 1');
  });

  it('is an address, or not', () => {
    for (const good of ['a@b', 'ada+ops@mail.example.org', "o'x@example.org"]) checkAddress('to', good);
    for (const bad of ['', 'a', '@b', 'a@', 'a@b@c', 'a b@c', 'a..b@c', 'ä@b', 'a@-b', `${'a'.repeat(65)}@b`]) {
      expect(() => checkAddress('to', bad)).toThrow(expect.objectContaining({ code: 'bad-address', field: 'to' }));
    }
  });

  it('has one Message-ID for one announcement in one channel, for ever', () => {
    expect(messageIdOf('ledger.example.org', '01k7', 'list')).toBe('<01k7.list@ledger.example.org>');
    expect(() => messageIdOf('ledger.example.org', '01k7>\r\n', 'list')).toThrow(/Message-ID/);
    expect(() => messageIdOf('a b', '01k7', 'list')).toThrow(/name of a host/);
  });
});

const HEADS = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'list-id',
  'message-id',
  'mime-version',
  'subject',
  'to',
];

function madeOrRefused(notice: Notice, list: MailingList): ReturnType<typeof mailOf> | null {
  try {
    return mailOf(notice, list);
  } catch (error) {
    expect(error).toMatchObject({ kind: 'invalid', code: expect.stringMatching(/^bad-(?:header|address)$/) });
    return null;
  }
}

function readBack(notice: Notice, list: MailingList = LIST): Promise<Email> {
  return built(mailOf(notice, list)).then((raw) => PostalMime.parse(raw));
}

function built(mail: ReturnType<typeof mailOf>): Promise<Buffer> {
  const { references = [], headers, ...rest } = mail;
  return new MailComposer({ ...rest, references: [...references], headers: { ...headers } }).compile().build();
}

function header(mail: Email, key: string): string | undefined {
  return mail.headers.find((found) => found.key === key)?.value;
}

function keys(mail: Email): string[] {
  return mail.headers.map(({ key }) => key);
}
