import { readSmtpUrl } from './smtp-settings.js';

describe('The address of the mail server', () => {
  it('demands STARTTLS of all but the own machine', () => {
    expect(readSmtpUrl('smtp://ada:s%40crecy@mail.example.org?from=ops@example.org')).toEqual({
      host: 'mail.example.org',
      port: 587,
      implicitTls: false,
      demandTls: true,
      login: { user: 'ada', password: 's@crecy' },
      from: 'ops@example.org',
      ca: null,
    });
    for (const host of ['127.0.0.1', '127.9.9.9', '[::1]', 'localhost']) {
      expect(readSmtpUrl(`smtp://${host}:2525/?from=ops@example.org`)).toMatchObject({ demandTls: false, port: 2525 });
    }
    for (const host of ['127.0.0.1.example.org', 'localhost.example.org', '128.0.0.1']) {
      expect(readSmtpUrl(`smtp://${host}?from=ops@example.org`).demandTls).toBe(true);
    }
  });

  it('speaks TLS from the first byte with smtps', () => {
    const settings = readSmtpUrl('smtps://mail.example.org?from=ops@example.org');
    expect(settings).toMatchObject({ implicitTls: true, port: 465, login: null });
  });

  it.each([
    'mail.example.org',
    'http://ada:s3crecy@mail.example.org?from=ops@example.org',
    'smtp://ada:s3crecy@mail.example.org',
    'smtp://ada:s3crecy@mail.example.org?from=a@b.example&from=c@d.example',
    'smtp://ada:s3crecy@mail.example.org?from=a@b.example%0d%0aBcc:x@y',
    'smtp://ada:s3crecy@mail.example.org?sender=a@b.example',
    'smtp://ada:s3crecy@mail.example.org/path?from=a@b.example',
    'smtp://:s3crecy@mail.example.org?from=a@b.example',
    'smtp://ada:s3crecy%zz@mail.example.org?from=a@b.example',
    'smtp://ada:s3crecy@?from=a@b.example',
  ])('is refused without its password: %s', (address) => {
    const refused = (): unknown => readSmtpUrl(address);
    expect(refused).toThrow(/^(?:must|knows)/);
    expect(refused).not.toThrow(/s3crecy/);
  });
});
