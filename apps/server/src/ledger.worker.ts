import { features } from '@features/features.js';
import { runLedgerThread } from '@platform/read-model/ledger-thread.js';

runLedgerThread(features);
