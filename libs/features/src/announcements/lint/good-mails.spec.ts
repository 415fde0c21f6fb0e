import { lintText } from './lint-text.js';

const now = Date.parse('2026-11-10T12:00:00Z');
const TAIL = 'Tools are not affected. T300000. Ask in #wikimedia-cloud.';
/** Mails that say all there is to say, in the many ways that people write them. */
const GOOD: readonly (readonly [what: string, text: string])[] = [
  [
    'a database switch',
    'On Tuesday, 2026-11-24 14:00–15:30 UTC the database of the wikis will be read-only for about five minutes.\nReads are not affected.\n\nTask: T401234. Questions: #ops-databases',
  ],
  [
    'a network upgrade in words',
    'Hello,\n\non Tue 24 Nov 2026 from 14:00 to 15:30 UTC we will upgrade a switch. Connections through row C are interrupted\nfor a minute; all other rows are not affected.\n\nSee T401235, or ask in #ops-network.',
  ],
  [
    'rolling restarts',
    'All workers will be rebooted one after another on Wednesday, November 25, 2026, between 08:00 and 16:00 UTC.\nPods restart once. The control plane keeps running and no other cluster is touched.\nTask T401236, questions to cluster-team@example.org.',
  ],
  [
    'a window over midnight',
    'Maintenance: 2026-11-24 22:30 – 01:00 UTC\nImpact: logins are unavailable\nNot affected: everything else\nTask: T401237\nContact: #ops-auth',
  ],
  [
    'start and end on lines of their own',
    'Planned work on the storage cluster.\n\nStart: 2026-11-24 14:00 UTC\nEnd: 2026-11-24 16:00 UTC\nImpact: writes are refused, reads continue to work\nTask: T401238\nContact: storage@example.org',
  ],
  [
    'a move that names both windows',
    'The reboot of the proxies is moved from 2026-11-17 14:00–15:00 UTC to 2026-11-19 14:00–15:00 UTC.\nConnections drop once; nothing else is affected. T401239, questions in #ops-proxies',
  ],
  [
    'a move that says instead of',
    'The upgrade has been rescheduled: it will be on 2026-11-26 09:00-10:00 UTC instead of 2026-11-24 09:00-10:00 UTC.\nThe API returns errors for some minutes, other services are not affected.\nT401240. Reply to this mail with questions.',
  ],
  [
    'a cancelled window',
    'The maintenance of 2026-11-24 14:00 UTC is cancelled; the disk has been replaced already.\nT401241, questions in #ops-storage',
  ],
  [
    'a report of the end',
    'The work of this afternoon is done, all services are back up.\nT401242, questions in #ops-network',
  ],
  [
    'a report with its times',
    'The upgrade was finished on 2026-11-10 at 11:40 UTC, it began at 10:00 UTC.\nT401243, contact: #ops-network',
  ],
  [
    'a dated promise',
    'On 2026-11-24 14:00–15:00 UTC the mail hosts restart. Webmail is not affected.\nWe will announce here by 2026-11-24 15:15 UTC that it is done.\nT401244, questions: postmaster@example.org',
  ],
  [
    'a shutdown after its warnings',
    'The old render service will be shut down on 2027-02-15. A reminder will be sent on 2027-02-01.\nThe new one is not affected. T401245, questions in #ops-render',
  ],
  [
    'UTC with the local time in brackets',
    'On 2026-11-24 14:00–15:00 UTC (15:00–16:00 CET) the bastion restarts. Open sessions end; hosts behind it are not affected.\nT401246, contact #ops-access',
  ],
  [
    'two windows, each on its line',
    'Two database hosts are going to be restarted:\n- 2026-11-24 14:00–15:00 UTC: db-one\n- 2026-11-26 14:00–15:00 UTC: db-two\nOther sections are not affected. T401247, ask in #ops-databases',
  ],
  [
    'a window with the impact inside',
    'Maintenance on 2026-11-24 14:00–16:00 UTC; the network of rack 4 is down 14:30–14:45 UTC.\nNo other rack is affected. T401248 – #ops-network has the details.',
  ],
  [
    'a start with a length',
    'On 2026-11-24 at 14:00 UTC we will fail over the primary. Writes are refused for two minutes, reads stay available.\nT401249, reply to this list with questions',
  ],
  [
    'a reply below a quoted mistake',
    '> On Monday, 2026-11-24 at 2pm PST some things may break\n\nThe weekday was wrong. The window is on Tuesday, 2026-11-24 22:00–23:00 UTC; hosts restart, user data is not affected.\nT401250, questions in #ops-hosts',
  ],
  [
    'all times in UTC, said once',
    'All times are in UTC.\n2026-11-24 14:00 - 15:30: the object store is read-only, downloads are not affected.\nT401251 / contact: #ops-storage',
  ],
  [
    'the ISO form',
    'Window: 2026-11-24T14:00Z to 2026-11-24T15:00Z. DNS servers restart one at a time, answers remain available.\nT401252, #ops-dns',
  ],
  [
    'a day named again without its year',
    'On 24 November 2026, 14:00–15:00 UTC, the job queue will be offline. Web pages are not affected.\nPlease end your jobs by 24 November, 13:00 UTC.\nT401253, questions in #ops-jobs',
  ],
  [
    'an extension',
    'The maintenance takes longer: it will end on 2026-11-10 at 15:00 UTC (previously 14:00 UTC).\nHome directories are read-only, everything else works. T401255, #ops-storage',
  ],
  [
    'an aborted window and its new date',
    'The work planned for 2026-11-09 14:00–15:00 UTC was aborted. New window, instead of that: 2026-11-16 14:00–15:00 UTC.\nThe network of rack 4 is down, other racks are not affected. T401256, #ops-network',
  ],
  [
    'what moves is a service and no window',
    'On 2026-11-24 14:00–14:30 UTC the service will be moved to the new hosts and restarts once. Nothing else is affected.\nT401254, questions in #ops-hosts',
  ],
  [
    'both days behind their times',
    `The proxies restart from 22:00 UTC on Tuesday 2026-12-08 to 02:00 UTC on Wednesday 2026-12-09. ${TAIL}`,
  ],
  [
    'one day behind its start, over midnight',
    `The proxies will restart from 22:00 UTC on Tuesday 2026-12-08 to 02:00 UTC. ${TAIL}`,
  ],
  ['an interval of ISO 8601', `Restart of the proxies: 2026-12-01T09:00Z / 2026-12-01T11:00Z. ${TAIL}`],
  ['an interval of ISO 8601 without spaces', `Restart of the proxies: 2026-12-01T09:00Z/2026-12-01T11:00Z. ${TAIL}`],
  [
    'two days with one year',
    `We will reboot the workers between Monday, December 7 and Wednesday, December 9, 2026, each day 14:00–15:00 UTC. ${TAIL}`,
  ],
  [
    'a year that was said before',
    `On Monday, December 7, 2026 from 14:00 to 15:00 UTC the workers reboot, and on December 9 from 14:00 to 15:00 UTC the proxies. ${TAIL}`,
  ],
  [
    'a move from what was planned',
    `The maintenance planned for 2026-12-10 14:00-15:00 UTC is moved to 2026-12-11 14:00-15:00 UTC; all hosts reboot. ${TAIL}`,
  ],
  [
    'a move from a day with its name',
    `The reboot on Thursday 2026-12-10 at 14:00 UTC is moved to Friday 2026-12-11 14:00–15:00 UTC. ${TAIL}`,
  ],
  [
    'a move to the week after',
    `The reboot of 10 December 2026 will be moved to next week, 2026-12-17 14:00–15:00 UTC. ${TAIL}`,
  ],
  [
    'a move whose old time has the year',
    `The reboot is moved from Thursday, 10 December 2026 14:00–15:00 UTC to Friday, 11 December, 14:00–15:00 UTC. ${TAIL}`,
  ],
  [
    'a reply below who wrote what is quoted',
    `On 11/20/26 10:11, Bob wrote:\n> when will it be?\n\nThe proxies restart on 2026-12-08 14:00–15:00 UTC. ${TAIL}`,
  ],
  [
    'a reply below who wrote it, on two lines',
    `On Fri, Nov 20, 2026 at 10:11 AM Bob <bob@example.org>\nwrote:\n\n> when will it be?\n\nThe proxies restart on 2026-12-08 14:00–15:00 UTC. ${TAIL}`,
  ],
  [
    'local times with UTC in brackets',
    `The proxies restart on 2026-12-08 from 14:00 to 15:30 CET (13:00-14:30 UTC). ${TAIL}`,
  ],
  ['a second zone over midnight', `The proxies restart on 2026-12-08 23:00–23:30 UTC (00:00–00:30 CET). ${TAIL}`],
  [
    'a length that fits in the window',
    `The proxies restart.\n\nWindow: 2026-12-08 14:00 - 17:00 UTC\nDuration: 3 hours\n\n${TAIL}`,
  ],
  [
    'a start alone that is no second window',
    `The proxies restart on 2026-12-08 14:00–15:00 UTC. The upgrade of them was tested on 2026-11-09 at 10:00 UTC. Please save your work before 2026-12-07 10:00 UTC. ${TAIL}`,
  ],
];

describe('A mail that says all', () => {
  it.each(GOOD)('has no finding: %s', (_, text) => {
    expect(lintText(text, { now })).toEqual([]);
  });

  it('has none with its subject either', () => {
    const subject = 'Database read-only on Tuesday, 2026-11-24 14:00–15:30 UTC';
    expect(lintText(GOOD[0]![1], { now, subject })).toEqual([]);
  });
});
