import { attemptFor } from './attempt.js';

let keys = 0;
const send = (message: string, last: Parameters<typeof attemptFor<object, object>>[1] = null) =>
  attemptFor<object, object>(
    { message },
    last,
    (draft) => ({ ...draft, at: keys }),
    () => `key-${++keys}`,
  );

describe('What is sent for a draft', () => {
  it('is the very same request when it is sent again, though time went on', () => {
    const first = send('moved a rack');
    expect(send('moved a rack', first)).toBe(first);
  });

  it('is another request once something was changed, and the first again when that is taken back', () => {
    const first = send('moved a rack');
    expect(send('moved two racks', first).key).not.toBe(first.key);
    expect(send('moved a rack', first).key).toBe(first.key);
  });
});
