import type { Feature } from '@kernel/feature.js';
import { ledgerFeature } from '@platform/ledger-feature.js';
import { announcementsFeature } from './announcements/announcements.feature.js';
import { channelsFeature } from './channels/channels.feature.js';
import { componentsFeature } from './components/components.feature.js';
import { deliveriesFeature } from './deliveries/deliveries.feature.js';
import { importsFeature } from './imports/imports.feature.js';
import { logEntriesFeature } from './log-entries/log-entries.feature.js';
import { logsFeature } from './logs/logs.feature.js';
import { maintenanceWindowsFeature } from './maintenance-windows/maintenance-windows.feature.js';
import { noticePoliciesFeature } from './notice-policies/notice-policies.feature.js';
import { obligationsFeature } from './obligations/obligations.feature.js';
import { peopleFeature } from './people/people.feature.js';
import { redundancyRisksFeature } from './redundancy-risks/redundancy-risks.feature.js';
import { salToolFeature } from './sal-tool/sal-tool.feature.js';
import { subscriptionsFeature } from './subscriptions/subscriptions.feature.js';
import { timelineFeature } from './timeline/timeline.feature.js';
import { tokensFeature } from './tokens/tokens.feature.js';
import { windowSeriesFeature } from './window-series/window-series.feature.js';

/** THE list: every kind of record. The Nest side and the writer worker both read it; a new kind is one line here. */
export const features: readonly Feature[] = [
  ledgerFeature,
  peopleFeature,
  tokensFeature,
  logsFeature,
  componentsFeature,
  logEntriesFeature,
  importsFeature,
  noticePoliciesFeature,
  redundancyRisksFeature,
  maintenanceWindowsFeature,
  windowSeriesFeature,
  channelsFeature,
  subscriptionsFeature,
  announcementsFeature,
  deliveriesFeature,
  obligationsFeature,
  timelineFeature,
  salToolFeature,
];
