import { features } from '../dist/libs/features/src/features.js';
import { runLedgerThread } from '../dist/libs/platform/src/read-model/ledger-thread.js';

runLedgerThread(features.map((feature) => ({ ...feature, projections: [] })));
