const SHELLS = ['cumin1002', 'cumin1003', 'cumin2002', 'cloudcumin1001', 'cloudcumin1002', 'deploy1003', 'deploy2002'];
const OFFICE = { from: 9, hours: 8 };
const [SUNDAY, MONDAY, FRIDAY, SATURDAY] = [0, 1, 5, 6];

/** Made up, each of them. `offset` is hours to UTC in winter, `room` what they mostly work on. */
export const TEAM = [
  { nick: 'ada', zone: 'Europe/Berlin', offset: 1, room: 'databases' },
  { nick: 'bram', zone: 'Europe/Amsterdam', offset: 1, room: 'services' },
  { nick: 'fern', zone: 'America/New_York', offset: -5, room: 'cloud' },
  { nick: 'ines', zone: 'Europe/Lisbon', offset: 0, room: 'cloud', free: [FRIDAY] },
  { nick: 'juno', zone: 'America/Los_Angeles', offset: -8, room: 'deploys' },
  { nick: 'kofi', zone: 'Africa/Accra', offset: 0, room: 'traffic' },
  { nick: 'otso', zone: 'Europe/Helsinki', offset: 2, room: 'hardware' },
  { nick: 'pilar', zone: 'America/Bogota', offset: -5, room: 'deploys' },
  { nick: 'quill', zone: 'Australia/Sydney', offset: 10, room: 'services' },
  { nick: 'renko', zone: 'Asia/Tokyo', offset: 9, room: 'databases', free: [MONDAY] },
  { nick: 'sable', zone: 'America/Chicago', offset: -6, room: 'hardware' },
  { nick: 'wren', zone: 'Asia/Kolkata', offset: 5.5, room: 'cloud' },
].map((person) => ({ free: [], ...person, ...OFFICE }));

/** They keep tools in the evening and at weekends. */
export const VOLUNTEERS = [
  { nick: 'hazel', zone: 'Europe/Vienna', offset: 1 },
  { nick: 'moss', zone: 'America/Toronto', offset: -5 },
  { nick: 'lark', zone: 'Asia/Jakarta', offset: 7 },
].map((person) => ({ free: [], room: 'tools', from: 18, hours: 5, ...person }));

/** Who is registered, with the names they go by; the others are only nicks. */
export const REGISTERED = TEAM.slice(0, 9).map(({ nick, zone }) => ({
  displayName: nick[0].toUpperCase() + nick.slice(1),
  aliases: [
    { kind: 'nick', name: nick },
    ...SHELLS.map((host) => ({ kind: 'shell', name: `${nick}@${host}` })),
    { kind: 'mail', name: `${nick}@example.org` },
  ],
  timeZone: zone,
  workingHours: 'Mon-Fri 09:00-17:00',
}));

/** How much is done on a day of the week, as a share of a Tuesday. */
export function busyness(weekday) {
  if (weekday === SUNDAY || weekday === SATURDAY) return 0.12;
  return weekday === FRIDAY ? 0.6 : 1;
}

export function worksOn(person, weekday) {
  return !person.free.includes(weekday);
}

/** Hours after midnight UTC at which somebody begins something; around the middle of their day. */
export function beginsAt(person, chance) {
  return person.from + person.hours * ((chance.share() + chance.share()) / 2) - person.offset;
}

/** As tools name who started them. */
export function at({ nick }, host) {
  return `${nick}@${host}`;
}
