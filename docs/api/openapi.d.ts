// Generated from docs/api/openapi.json by `npm run generate`.
export interface paths {
  '/api/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Events after a position, oldest first */
    get: operations['Feed_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Events after a position and then live, as server-sent events */
    get: operations['Feed_stream'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{position}/redact': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Erase what an event says, for good; of an entry, what all its versions say */
    post: operations['Redaction_redact'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/checkpoint': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The signed tree head: a signed note, or the same as JSON */
    get: operations['Transparency_checkpoint'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/consistency': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Proof that an older checkpoint is the beginning of a newer one */
    get: operations['Transparency_consistency'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{position}/receipt': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Proof that an event is where it is, which verifies offline */
    get: operations['Transparency_receipt'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/checkpoint-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The keys that sign checkpoints, and those that did */
    get: operations['Transparency_list'];
    put?: never;
    /** Make a further key; old and new both sign until the old one is retired */
    post: operations['Transparency_add'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/checkpoint-keys/{id}/retire': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A key signs no more; its private half is deleted, what it signed stays good */
    post: operations['Transparency_retire'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/healthz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The process answers */
    get: operations['Health_healthz'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads and writes work */
    get: operations['Health_readyz'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Prometheus metrics */
    get: operations['Health_prometheus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/people': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The people */
    get: operations['People_list'];
    put?: never;
    /** Add a person */
    post: operations['People_add'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/people/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One person */
    get: operations['People_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change what is known of a person */
    patch: operations['People_change'];
    trace?: never;
  };
  '/api/v1/people/{id}/erase': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take name and aliases of a person out of everything that was ever recorded */
    post: operations['People_erase'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who this token makes you */
    get: operations['Tokens_me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The tokens, without their secrets */
    get: operations['Tokens_list'];
    put?: never;
    /** Issue a token; its secret is shown this once */
    post: operations['Tokens_issue'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tokens/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One token, without its secret */
    get: operations['Tokens_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tokens/{id}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Revoke a token, at once */
    post: operations['Tokens_revoke'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/logs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The logs, by name */
    get: operations['Logs_list'];
    put?: never;
    /** Create a log */
    post: operations['Logs_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/logs/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One log, by its name or an alias */
    get: operations['Logs_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change what is said of a log, archive or reopen it */
    patch: operations['Logs_change'];
    trace?: never;
  };
  '/api/v1/components/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make the components what a CSV file says, each row for itself */
    post: operations['ComponentImport_import'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/components': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The components, by name */
    get: operations['Components_list'];
    put?: never;
    /** Register a component */
    post: operations['Components_register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/components/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One component, by its name, an alias or its id, with its place in the tree */
    get: operations['Components_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change what is said of a component */
    patch: operations['Components_change'];
    trace?: never;
  };
  '/api/v1/components/{name}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every version of a component: who, when, what */
    get: operations['Components_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/components/{name}/retire': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** It is not there any more; what it was stays readable */
    post: operations['Components_retire'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/components/{name}/reinstate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** It is there again */
    post: operations['Components_reinstate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/sal.wiki': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As the text of a wiki page, newest day first */
    get: operations['EntryExport_wiki'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/sal.md': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As Markdown, newest day first */
    get: operations['EntryExport_markdown'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/sal.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As a table (RFC 4180), newest first; what a spreadsheet would take for a formula is quoted */
    get: operations['EntryExport_csv'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/sal.cloudevents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As a batch of CloudEvents, one for each entry as it is now, newest first */
    get: operations['EntryExport_cloudEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/sal.ndjson': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As one JSON object a line, newest first */
    get: operations['EntryExport_ndjson'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/sal.atom': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As an Atom feed, newest first, in pages */
    get: operations['EntryExport_atom'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/histogram': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How many entries there are, over time */
    get: operations['EntryHistogram_histogram'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What an entry would be, or why it would be refused; nothing is written */
    post: operations['EntryPreview_preview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Entries, newest first unless asked otherwise */
    get: operations['LogEntries_list'];
    put?: never;
    /** Write down what was done */
    post: operations['LogEntries_log'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/batch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Write down up to 1000 entries, each for itself */
    post: operations['LogEntries_batch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One entry */
    get: operations['LogEntries_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every version of an entry: who, when, why */
    get: operations['LogEntries_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/{id}/receipt': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Proof that the entry and its versions are where they are, which verifies offline */
    get: operations['LogEntries_receipt'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/{id}/amend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say it better; what it said stays in the history */
    post: operations['LogEntries_amend'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/{id}/retract': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Strike it through; it stays readable */
    post: operations['LogEntries_retract'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log-entries/{id}/redact': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Erase what all its versions say, for good; a scar stays */
    post: operations['LogEntries_redact'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/operations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Operations, newest first */
    get: operations['Operations_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/operations/in-flight': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Operations that have begun and not ended, newest first */
    get: operations['Operations_inFlight'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/operations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One operation, by its id or the id of one of its entries */
    get: operations['Operations_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/operations/{id}/close': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say how an operation ended whose END never came */
    post: operations['Operations_close'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/logs/{name}/sal.wiki': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As the text of a wiki page, newest day first */
    get: operations['Sal_wiki'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/logs/{name}/sal.md': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As Markdown, newest day first */
    get: operations['Sal_markdown'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/logs/{name}/sal.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As a table (RFC 4180), newest first; what a spreadsheet would take for a formula is quoted */
    get: operations['Sal_csv'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/logs/{name}/sal.cloudevents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As a batch of CloudEvents, one for each entry as it is now, newest first */
    get: operations['Sal_cloudEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/logs/{name}/sal.ndjson': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As one JSON object a line, newest first */
    get: operations['Sal_ndjson'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/logs/{name}/sal.atom': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** As an Atom feed, newest first, in pages */
    get: operations['Sal_atom'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/imports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take over up to 1000 entries and lines of older logs, each once, however often they come */
    post: operations['Imports_import'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/imports/lines': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lines of older logs that are no entries, and why */
    get: operations['Imports_lines'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notice-policies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The notice policies with all their versions, by name */
    get: operations['NoticePolicies_list'];
    put?: never;
    /** Propose a policy; nothing is judged by it yet */
    post: operations['NoticePolicies_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notice-policies/templates': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Rules that stand ready: any downtime (rule A), and the notification matrix (rule B) */
    get: operations['NoticePolicies_templates'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notice-policies/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One notice policy, by its name or id */
    get: operations['NoticePolicies_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notice-policies/{name}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What became of a notice policy: who proposed, agreed, adopted and withdrew, when and why */
    get: operations['NoticePolicies_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notice-policies/{name}/propose': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Propose the next version of a policy */
    post: operations['NoticePolicies_proposeNext'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notice-policies/{name}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Agree, as one of the people affected; with the last of the quorum it comes into force */
    post: operations['NoticePolicies_approve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notice-policies/{name}/adopt': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Bring a version into force where nobody is named who could agree, with a reason */
    post: operations['NoticePolicies_adopt'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notice-policies/{name}/withdraw': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take a proposed version back: who proposed it, whoever has to agree, or an admin */
    post: operations['NoticePolicies_withdraw'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/redundancy-risks/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make the work of a vendor what its iCal file says, each event for itself */
    post: operations['RiskImport_import'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/redundancy-risks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What takes redundancy away: work of vendors and faults, by their start */
    get: operations['RedundancyRisks_list'];
    put?: never;
    /** Record the work of a vendor or a fault */
    post: operations['RedundancyRisks_record'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/redundancy-risks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One redundancy risk */
    get: operations['RedundancyRisks_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change what is known of it: a vendor moved its work */
    patch: operations['RedundancyRisks_change'];
    trace?: never;
  };
  '/api/v1/redundancy-risks/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every event of a redundancy risk: who, when, what */
    get: operations['RedundancyRisks_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/redundancy-risks/{id}/end': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The fault is mended, the work is done */
    post: operations['RedundancyRisks_end'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/redundancy-risks/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** It does not take place, or never was */
    post: operations['RedundancyRisks_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Windows by their start, the latest first unless asked otherwise */
    get: operations['WindowReads_list'];
    put?: never;
    /** Plan a window: a draft, of which nobody is told */
    post: operations['MaintenanceWindows_draft'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** How a plan stands to the notice policies and to what else takes place, and what is wrong with it; nothing is written */
    post: operations['MaintenanceWindows_check'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One window */
    get: operations['WindowReads_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change what is planned; times of a window that is scheduled are moved by `reschedule` */
    patch: operations['MaintenanceWindows_change'];
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/schedule': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** It takes place; from now on it is judged */
    post: operations['MaintenanceWindows_schedule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/reschedule': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Other times; what they replace stays, and it is judged anew */
    post: operations['MaintenanceWindows_reschedule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/hold': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** It must not start, and nobody is told that it does, until it is released */
    post: operations['MaintenanceWindows_hold'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** It may start again */
    post: operations['MaintenanceWindows_release'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** It does not take place */
    post: operations['MaintenanceWindows_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The work has begun */
    post: operations['MaintenanceWindows_start'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/extend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** It takes longer than was said */
    post: operations['MaintenanceWindows_extend'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/complete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The work has ended */
    post: operations['MaintenanceWindows_complete'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/calendar.ics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The windows as a calendar (iCalendar): of the last 90 days and all to come */
    get: operations['WindowReads_calendar'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every step of a window: who, when, what */
    get: operations['WindowReads_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/overlaps': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What takes place at the same time on its components or their redundancy */
    get: operations['WindowReads_overlaps'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/log-entries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was done on its components while it lasted, oldest first */
    get: operations['WindowReads_entries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/operations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Operations that ran on its components while it lasted, the newest 250 first */
    get: operations['WindowReads_operations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/window-series': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Windows that recur */
    get: operations['WindowSeries_list'];
    put?: never;
    /** Plan windows that recur: they are scheduled by themselves, so many days ahead */
    post: operations['WindowSeries_plan'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/window-series/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** When such windows would be within the next 90 days; nothing is written */
    post: operations['WindowSeries_preview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/window-series/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One series; its windows are those with `?series=` */
    get: operations['WindowSeries_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change the windows that are not scheduled yet */
    patch: operations['WindowSeries_change'];
    trace?: never;
  };
  '/api/v1/window-series/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every step of a series: who, when, what */
    get: operations['WindowSeries_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/window-series/{id}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** On one day it does not take place */
    post: operations['WindowSeries_skip'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/window-series/{id}/end': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** It does not recur any more; windows that have not begun are cancelled */
    post: operations['WindowSeries_end'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/channels': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where announcements go, by name */
    get: operations['Channels_list'];
    put?: never;
    /** Add a channel */
    post: operations['Channels_add'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/channels/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One channel, by its name or id */
    get: operations['Channels_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change a channel; rules are given whole */
    patch: operations['Channels_change'];
    trace?: never;
  };
  '/api/v1/channels/{name}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every step of a channel: who, when, what */
    get: operations['Channels_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/channels/{name}/retire': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Nothing is sent there any more */
    post: operations['Channels_retire'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/channels/{name}/secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The secret with which a webhook is signed, for its receiver */
    post: operations['Channels_secret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/channels/{name}/rotate-secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Another secret; the one before it signs too, until the next rotation */
    post: operations['Channels_rotate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/subscriptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who is told by mail */
    get: operations['Subscriptions_list'];
    put?: never;
    /** Be told by mail; a mail to the address asks for confirmation first */
    post: operations['Subscriptions_subscribe'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/subscriptions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What a subscription is for, for whoever has a link from a mail */
    get: operations['Subscriptions_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Be told of something else */
    patch: operations['Subscriptions_change'];
    trace?: never;
  };
  '/api/v1/subscriptions/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every step of a subscription: when it was asked for, confirmed, changed, ended, and how */
    get: operations['Subscriptions_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/subscriptions/{id}/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Whoever reads the mail of the address wants it */
    post: operations['Subscriptions_confirm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/subscriptions/{id}/unsubscribe': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Leads to the page; a program that looks at links must end nothing */
    get: operations['Subscriptions_unsubscribePage'];
    put?: never;
    /** One click ends it (RFC 8058): the form that programs for mail send is taken */
    post: operations['Subscriptions_unsubscribe'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/subscriptions/{id}/end': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** An administrator ends it */
    post: operations['Subscriptions_end'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/feed.atom': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The newest that were sent to an Atom channel */
    get: operations['AnnouncementFeed_feed'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Announcements, newest first */
    get: operations['Announcements_list'];
    put?: never;
    /** Write a draft: nobody is told yet; a notice that its window owes is sent in these words when it is due */
    post: operations['Announcements_compose'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/lint': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The mistakes in the text of an announcement, and what it promises; nothing is kept */
    post: operations['Announcements_lint'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What would be sent, and where; nothing is written */
    post: operations['Announcements_preview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/record-sent': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A message that a person sent, with the proof */
    post: operations['Announcements_recordNew'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One announcement */
    get: operations['Announcements_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Say it otherwise, while it is a draft */
    patch: operations['Announcements_edit'];
    trace?: never;
  };
  '/api/v1/announcements/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every step of an announcement: who, when, what */
    get: operations['Announcements_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/{id}/send': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Give it to the channels; wrong facts forbid that, unless a reason is given */
    post: operations['Announcements_send'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/{id}/record-sent': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A person sent it, with the proof */
    post: operations['Announcements_recordSent'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/{id}/seen': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What a server accepted was seen where everybody can read it */
    post: operations['Announcements_see'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/{id}/settle-promise': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What it promised has come, or is not expected any more */
    post: operations['Announcements_settle'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/{id}/discard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Nobody will get it, nor the notice that the ledger would have sent in its place */
    post: operations['Announcements_discard'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/{id}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What became of an announcement in each channel */
    get: operations['Deliveries_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/announcements/{id}/mails': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The mails of an announcement, byte for byte, as the mailing lists would get them now */
    get: operations['Deliveries_mails'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sending': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether anything is sent */
    get: operations['Deliveries_sending'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sending/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** After a restore: this is the ledger that sends; what was under way before is not sent */
    post: operations['Deliveries_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/obligations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Messages that people are owed about windows, by when they are due */
    get: operations['Obligations_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/obligations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One message that people are owed, or were */
    get: operations['Obligations_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/obligations/{id}/waive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Nobody is owed it any more, for a reason that stays */
    post: operations['Obligations_waive'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/compliance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether people were told in time, by month, component and kind of downtime */
    get: operations['Obligations_compliance'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/compliance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether people were told of a window in time, with the events that prove it */
    get: operations['Obligations_notice'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/maintenance-windows/{id}/announcements': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was written about a window, the newest 250 first */
    get: operations['Obligations_announcements'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All kinds of record together, newest first */
    get: operations['Timeline_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sal': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The log production as a page */
    get: operations['SalTool_home'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sal/projects': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All logs as a page */
    get: operations['SalTool_projects'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sal/log/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One entry as a page, by its id or the one it had in the old index */
    get: operations['SalTool_entry'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sal/atom/{project}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The newest fifty entries of a log as an Atom feed */
    get: operations['SalTool_atom'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sal/{project}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A log as a page, newest first; __all__ is all logs */
    get: operations['SalTool_project'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    EventView: {
      /** @description 1, 2, 3 … over the whole ledger. */
      position: number;
      /** Format: uuid */
      id: string;
      /** @example log-entry.logged */
      type: string;
      version: number;
      stream: string;
      revision: number;
      /** Format: date-time */
      occurredAt: string | null;
      /** Format: date-time */
      recordedAt: string;
      actor: Record<string, never> | null;
      reporter: Record<string, never> | null;
      via: Record<string, never> | null;
      correlationId: string | null;
      causationId: string | null;
      /** @description See docs/events.md for the shape of each type. */
      data: Record<string, never> | null;
      /** @description The content was erased; the place in history stays. */
      erased: boolean;
      /** @description Position of the redaction that erased it. */
      redaction: number | null;
      /** @description SHA-256 of the content, hex. */
      commitment: string;
    };
    Page: {
      /** @description Send it as `after` for the next page; null at the end. */
      next: string | null;
    };
    EventList: {
      data: components['schemas']['EventView'][];
      page: components['schemas']['Page'];
    };
    RedactEventRequest: {
      /** @description Why; it stays for ever. */
      reason: string;
    };
    ErasureView: {
      /** @description Position of the redaction. */
      redaction: number;
      /**
       * @description Gone from the ledger in any case; `complete` once no file of the read model holds it either.
       * @enum {string}
       */
      erasure: 'complete' | 'under-way';
      advice: string;
    };
    CheckpointView: {
      /** @example opsledger/0198… */
      origin: string;
      /** @description It vouches for so many first events. */
      size: number;
      /** @description Root of the Merkle tree, base64. */
      root: string;
      /** @description The signed note: keep this, somewhere else. */
      note: string;
    };
    ConsistencyView: {
      from: number;
      to: number;
      /** @description Hashes, base64, in the order of RFC 6962 2.1.2. */
      proof: string[];
      /** @description Signed checkpoint of the newer size. */
      checkpoint: string;
    };
    EnvelopeView: {
      /** Format: uuid */
      id: string;
      stream: string;
      revision: number;
      type: string;
      version: number;
      /** @description Milliseconds since 1970, as it is hashed. */
      recordedAtMs: number;
      causationId: string | null;
      /** @description Hex. */
      commitment: string;
    };
    ReceiptEventView: {
      position: number;
      envelope: components['schemas']['EnvelopeView'];
      /** @description The stored bytes, base64. */
      content: string | null;
      /**
       * @description Why there is no content: it names tokens and addresses, so only its reporter and administrators get it.
       * @enum {string|null}
       */
      why: 'erased' | 'withheld' | null;
      /** @description Inclusion proof, base64, the sibling of the leaf first. */
      proof: string[];
    };
    ReceiptView: {
      /** @enum {string} */
      format: 'opsledger-receipt-v1';
      /** Format: uuid */
      ledger: string;
      events: components['schemas']['ReceiptEventView'][];
      /** @description The signed checkpoint the proofs lead to. */
      checkpoint: string;
      /** @description Verifier keys, as the ledger has them. */
      keys: string[];
    };
    CheckpointKeyView: {
      id: string;
      /** @description What others need to verify (C2SP signed-note). */
      verifierKey: string;
      /** Format: date-time */
      addedAt: string;
      /** Format: date-time */
      retiredAt: string | null;
    };
    CheckpointKeyList: {
      /** @description Oldest first. */
      data: components['schemas']['CheckpointKeyView'][];
    };
    RetireKeyRequest: {
      /** @description Why. */
      reason: string;
    };
    Health: {
      /** @enum {string} */
      status: 'ok';
    };
    ParkedView: {
      position: number;
      projection: string;
      error: string;
    };
    Readiness: {
      /** @enum {string} */
      status: 'ready' | 'degraded' | 'not-ready';
      /** @description What is wrong, or to be looked at, as a sentence. */
      problem: string | null;
      /** @description Newest position of the ledger that is known here. */
      head: number;
      /** @description Position that the read model has passed. */
      applied: number;
      /** @description Events that a projection could not take; the first ten. */
      parked: components['schemas']['ParkedView'][];
      /** @description How far a rebuild beside the serving file is. */
      rebuild: string | null;
    };
    AliasField: {
      /**
       * @description Where this name is used.
       * @enum {string}
       */
      kind: 'nick' | 'shell' | 'mail';
      /** @description The name there. */
      name: string;
    };
    PersonView: {
      /** Format: uuid */
      id: string;
      displayName: string;
      aliases: components['schemas']['AliasField'][];
      timeZone?: string;
      workingHours?: string;
      /** Format: date-time */
      addedAt: string;
    };
    PersonList: {
      data: components['schemas']['PersonView'][];
      page: components['schemas']['Page'];
    };
    PersonRequest: {
      /** @description The name to show. */
      displayName: string;
      /** @description Other names. */
      aliases?: components['schemas']['AliasField'][];
      /**
       * @description IANA time zone.
       * @example Europe/Berlin
       */
      timeZone?: string;
      /**
       * @description When they work, in words.
       * @example Mon-Fri 09:00-17:00
       */
      workingHours?: string;
    };
    PersonPatch: {
      /** @description The name to show. */
      displayName?: string;
      /** @description Other names. */
      aliases?: components['schemas']['AliasField'][];
      /**
       * @description IANA time zone.
       * @example Europe/Berlin
       */
      timeZone?: string;
      /**
       * @description When they work, in words.
       * @example Mon-Fri 09:00-17:00
       */
      workingHours?: string;
    };
    EraseRequest: {
      /** @description Why; it stays for ever, so say it without a name. */
      reason: string;
      /** @description Whether the names are taken out of messages and other texts too (whole words, in any case). */
      mentions?: boolean;
    };
    PersonErasureView: {
      /**
       * Format: uuid
       * @description Stays, and stands for nobody.
       */
      id: string;
      /**
       * @description `complete` once no event and no file holds the names any more.
       * @enum {string}
       */
      erasure: 'complete' | 'under-way';
    };
    MeView: {
      /** @enum {string} */
      kind: 'person' | 'tool';
      id: string;
      name: string;
      person: string | null;
      token: string;
      scopes: string[];
      logs: string[] | null;
    };
    TokenView: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      ownerKind: 'person' | 'tool';
      /** @description Id of the person or name of the tool. */
      owner: string;
      label: string;
      scopes: (
        | 'read'
        | 'log:write'
        | 'log:on-behalf'
        | 'log:amend'
        | 'log:manage'
        | 'announce'
        | 'duty'
        | 'incident'
        | 'redact'
        | 'admin'
      )[];
      /** @description null = all logs */
      logs: string[] | null;
      /** Format: date-time */
      expiresAt: string | null;
      /** Format: date-time */
      issuedAt: string;
      issuedBy: string;
      /** Format: date-time */
      revokedAt: string | null;
    };
    TokenList: {
      data: components['schemas']['TokenView'][];
      page: components['schemas']['Page'];
    };
    TokenRequest: {
      /** @description Name of the tool that uses it (this or `person`). */
      tool?: string;
      /** @description Id of the person that uses it (this or `tool`). */
      person?: string;
      /** @description What it is for. */
      label?: string;
      /** @description Any of read, log:write, log:on-behalf, log:amend, log:manage, announce, duty, incident, redact, admin. */
      scopes: string[];
      /** @description Only for these logs. */
      logs?: string[];
      /**
       * Format: date-time
       * @description Good for nothing from then on.
       */
      expiresAt?: string;
    };
    NewTokenView: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      ownerKind: 'person' | 'tool';
      /** @description Id of the person or name of the tool. */
      owner: string;
      label: string;
      scopes: (
        | 'read'
        | 'log:write'
        | 'log:on-behalf'
        | 'log:amend'
        | 'log:manage'
        | 'announce'
        | 'duty'
        | 'incident'
        | 'redact'
        | 'admin'
      )[];
      /** @description null = all logs */
      logs: string[] | null;
      /** Format: date-time */
      expiresAt: string | null;
      /** Format: date-time */
      issuedAt: string;
      issuedBy: string;
      /** Format: date-time */
      revokedAt: string | null;
      /** @description Shown this once; null when the request is repeated. */
      secret: string | null;
    };
    RevokeRequest: {
      /** @description Why. */
      reason?: string;
    };
    LogView: {
      name: string;
      title: string;
      description: string;
      /** @enum {string} */
      visibility: 'public' | 'private';
      aliases: string[];
      channels: string[];
      patterns: string[];
      /** @enum {string} */
      status: 'open' | 'archived';
      /** Format: date-time */
      createdAt: string;
      /** @description The server admin log as people read it. */
      url: string;
    };
    LogList: {
      data: components['schemas']['LogView'][];
      page: components['schemas']['Page'];
    };
    LogRequest: {
      /** @description What people call it. */
      title?: string;
      /** @description What belongs into it. */
      description?: string;
      /**
       * @description Who may read it.
       * @enum {string}
       */
      visibility?: 'public' | 'private';
      /** @description Other names it answers to. */
      aliases?: string[];
      /** @description Chat channels whose `!log` lines go here. */
      channels?: string[];
      /** @description Names that become a log of their own at their first entry, such as `tools.*`. */
      patterns?: string[];
      /**
       * @description Its name for ever.
       * @example deployment-prep
       */
      name: string;
    };
    LogPatch: {
      /** @description What people call it. */
      title?: string;
      /** @description What belongs into it. */
      description?: string;
      /**
       * @description Who may read it.
       * @enum {string}
       */
      visibility?: 'public' | 'private';
      /** @description Other names it answers to. */
      aliases?: string[];
      /** @description Chat channels whose `!log` lines go here. */
      channels?: string[];
      /** @description Names that become a log of their own at their first entry, such as `tools.*`. */
      patterns?: string[];
      /**
       * @description An archived log takes no more entries.
       * @enum {string}
       */
      status?: 'open' | 'archived';
    };
    FieldErrorView: {
      field: string;
      rule: string;
      message: string;
    };
    ProblemView: {
      type: string;
      title: string;
      status: number;
      detail: string;
      code: string;
      requestId: string;
      errors?: components['schemas']['FieldErrorView'][];
    };
    ImportedRow: {
      /** @description Its number in the file; the header is row 1. */
      row: number;
      /** @description 200, or the status of the problem. */
      status: number;
      name?: string;
      /** @enum {string} */
      outcome?: 'registered' | 'changed' | 'unchanged';
      problem?: components['schemas']['ProblemView'];
    };
    ComponentImportAnswer: {
      data: components['schemas']['ImportedRow'][];
    };
    RetiredView: {
      /** Format: date-time */
      at: string;
      reason: string;
    };
    ComponentView: {
      /** Format: uuid */
      id: string;
      name: string;
      title: string;
      description: string;
      /** @description Name of what it is a part of. */
      parent: string | null;
      ownerTeam: string;
      /** @enum {string|null} */
      noticeScope: 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps' | null;
      /**
       * @description Its own, else that of the nearest ancestor that has one.
       * @enum {string|null}
       */
      effectiveScope: 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps' | null;
      logs: string[];
      hosts: string[];
      groups: string[];
      aliases: string[];
      contact: string;
      /** @enum {string} */
      status: 'active' | 'retired';
      retired: components['schemas']['RetiredView'] | null;
      /** Format: date-time */
      registeredAt: string;
    };
    ComponentList: {
      data: components['schemas']['ComponentView'][];
      page: components['schemas']['Page'];
    };
    OneComponentView: {
      /** Format: uuid */
      id: string;
      name: string;
      title: string;
      description: string;
      /** @description Name of what it is a part of. */
      parent: string | null;
      ownerTeam: string;
      /** @enum {string|null} */
      noticeScope: 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps' | null;
      /**
       * @description Its own, else that of the nearest ancestor that has one.
       * @enum {string|null}
       */
      effectiveScope: 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps' | null;
      logs: string[];
      hosts: string[];
      groups: string[];
      aliases: string[];
      contact: string;
      /** @enum {string} */
      status: 'active' | 'retired';
      retired: components['schemas']['RetiredView'] | null;
      /** Format: date-time */
      registeredAt: string;
      /** @description Names of what it is a part of, the outermost first. */
      ancestors: string[];
      /** @description Names of its parts. */
      children: string[];
      /** @description Names of active components of the same redundancy groups. */
      redundantWith: string[];
    };
    ActorView: {
      name: string;
      /** @description The person, where one is known. */
      person?: string;
    };
    ReporterView: {
      /** @enum {string} */
      kind: 'person' | 'tool' | 'relay' | 'system';
      id: string;
      name: string;
    };
    ComponentVersionView: {
      position: number;
      revision: number;
      /** @description Of the event, such as component.changed. */
      type: string;
      /** Format: date-time */
      recordedAt: string;
      actor: components['schemas']['ActorView'] | null;
      reporter: components['schemas']['ReporterView'] | null;
      /** @description The fields that it said otherwise than the version before. */
      changed: string[];
      /** @description What it says, whole. */
      details: {
        [key: string]: unknown;
      } | null;
      /** @description The log that was attached or detached. */
      log: string | null;
      reason: string | null;
      /** @description Whether its words were erased. */
      redacted: boolean;
    };
    ComponentHistory: {
      data: components['schemas']['ComponentVersionView'][];
    };
    ComponentRequest: {
      /** @description What people call it. */
      title?: string;
      /** @description What it is for. */
      description?: string;
      /** @description Name, alias or id of the component that it is a part of; empty: of none. */
      parent?: string;
      /** @description The team that owns it. */
      ownerTeam?: string;
      /**
       * @description The row of the notification matrix it falls under; empty: that of its parent.
       * @enum {string}
       */
      noticeScope?: 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps' | '';
      /** @description Logs that are about it, all of them; those that you may not see stay. */
      logs?: string[];
      /** @description Its hosts: `db1101`, `cloudvirt[1001-1080].eqiad.wmnet`, or how they begin: `db1*`. */
      hosts?: string[];
      /** @description Redundancy groups: components of one group are each other's redundancy. */
      groups?: string[];
      /** @description Other names it answers to. */
      aliases?: string[];
      /** @description Where its owners are found. */
      contact?: string;
      /**
       * @description A name of its own.
       * @example toolforge-kubernetes
       */
      name: string;
    };
    ComponentPatch: {
      /** @description What people call it. */
      title?: string;
      /** @description What it is for. */
      description?: string;
      /** @description Name, alias or id of the component that it is a part of; empty: of none. */
      parent?: string;
      /** @description The team that owns it. */
      ownerTeam?: string;
      /**
       * @description The row of the notification matrix it falls under; empty: that of its parent.
       * @enum {string}
       */
      noticeScope?: 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps' | '';
      /** @description Logs that are about it, all of them; those that you may not see stay. */
      logs?: string[];
      /** @description Its hosts: `db1101`, `cloudvirt[1001-1080].eqiad.wmnet`, or how they begin: `db1*`. */
      hosts?: string[];
      /** @description Redundancy groups: components of one group are each other's redundancy. */
      groups?: string[];
      /** @description Other names it answers to. */
      aliases?: string[];
      /** @description Where its owners are found. */
      contact?: string;
      /** @description Another name; the id stays. */
      name?: string;
    };
    ComponentReason: {
      /** @description Why. */
      reason: string;
    };
    BucketView: {
      /**
       * Format: date-time
       * @description When the period begins.
       */
      from: string;
      entries: number;
    };
    HistogramView: {
      /** @enum {string} */
      by: 'hour' | 'day' | 'month';
      /**
       * Format: date-time
       * @description As asked, else the first entry that was found.
       */
      from: string | null;
      /**
       * Format: date-time
       * @description As asked (not included), else the last entry that was found.
       */
      to: string | null;
      total: number;
      /** @description Only periods with entries, oldest first. */
      data: components['schemas']['BucketView'][];
    };
    LogEntryRequest: {
      /**
       * @description Name or alias of the log.
       * @example production
       */
      log: string;
      /**
       * @description What was done.
       * @example Rebooting db1101 (T123456)
       */
      message: string;
      /** @description Who did it, where that is not you; needs the scope log:on-behalf. */
      actor?: string;
      /**
       * Format: date-time
       * @description When it was done, where that is not now.
       */
      occurredAt?: string;
      /**
       * @description How exactly occurredAt is known.
       * @enum {string}
       */
      precision?: 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'approximate';
      /** @description What this belongs to, in the words of your tool. */
      correlationId?: string;
      /** @description Write it down although something in it looks like a credential: you have looked, and it is none. */
      allowCredential?: boolean;
    };
    RefsView: {
      tasks: string[];
      hosts: string[];
      changes: string[];
      commits: string[];
      urls: string[];
      tags: string[];
      datacenters: string[];
    };
    OperationPart: {
      name: string;
      /** @enum {string} */
      part: 'start' | 'end' | 'whole';
    };
    TaskLink: {
      task: string;
      /** Format: uri */
      url: string;
    };
    EndedOperation: {
      id: string;
      name: string;
      /** Format: date-time */
      startedAt: string;
    };
    EntryPreviewView: {
      /** @description By its name, also where an alias was given. */
      log: string;
      actor: components['schemas']['ActorView'];
      message: string;
      /** Format: date-time */
      occurredAt: string;
      /** @enum {string} */
      precision: 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'approximate';
      /** @description Written down more than five minutes after. */
      late: boolean;
      refs: components['schemas']['RefsView'];
      operation: components['schemas']['OperationPart'] | null;
      taskLinks: components['schemas']['TaskLink'][];
      /** @description The operation that it would end. */
      pairs: components['schemas']['EndedOperation'] | null;
    };
    ViaView: {
      /** @enum {string} */
      kind: 'api' | 'relay' | 'import' | 'system';
      /** @description Whether the ledger could verify the reporter. */
      verified: boolean;
    };
    ScarView: {
      /** @description Of the redaction. */
      position: number;
      /** Format: date-time */
      at: string;
      by: components['schemas']['ActorView'];
      reason: string;
      /** @description Bytes of content that were erased. */
      bytes: number;
    };
    SourceView: {
      /** @enum {string} */
      kind: 'wiki-page' | 'index';
      /** @description Title of the wiki page. */
      page: string | null;
      /** @description The revision in which the line was found first. */
      revision: number | null;
      /** @description Its id in the index. */
      id: string | null;
    };
    OperationRef: {
      id: string;
      name: string;
      /** @enum {string} */
      part: 'start' | 'end' | 'whole';
    };
    LogEntryView: {
      /** Format: uuid */
      id: string;
      log: string;
      message: string;
      /** @description Who did it. */
      actor: components['schemas']['ActorView'];
      /** @description Who wrote it down. */
      reporter: components['schemas']['ReporterView'];
      /** @description Through what. */
      via: components['schemas']['ViaView'];
      /** Format: date-time */
      occurredAt: string;
      /** @enum {string} */
      precision: 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'approximate';
      /** Format: date-time */
      recordedAt: string;
      /**
       * Format: date-time
       * @description When the newest version was recorded.
       */
      changedAt: string;
      /** @description Written down more than five minutes after. */
      late: boolean;
      /** @enum {string} */
      status: 'logged' | 'amended' | 'retracted' | 'redacted';
      revision: number;
      position: number;
      correlationId: string | null;
      /** @description Who erased what it said, when and why. */
      redaction: components['schemas']['ScarView'] | null;
      /** @description Where it was imported from. */
      source: components['schemas']['SourceView'] | null;
      /** @description Other sources in which it was found. */
      alsoIn: components['schemas']['SourceView'][];
      refs: components['schemas']['RefsView'];
      operation: components['schemas']['OperationRef'] | null;
      taskLinks: components['schemas']['TaskLink'][];
      /** Format: uri */
      url: string;
    };
    BatchItem: {
      /**
       * @description Name or alias of the log.
       * @example production
       */
      log: string;
      /**
       * @description What was done.
       * @example Rebooting db1101 (T123456)
       */
      message: string;
      /** @description Who did it, where that is not you; needs the scope log:on-behalf. */
      actor?: string;
      /**
       * Format: date-time
       * @description When it was done, where that is not now.
       */
      occurredAt?: string;
      /**
       * @description How exactly occurredAt is known.
       * @enum {string}
       */
      precision?: 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'approximate';
      /** @description What this belongs to, in the words of your tool. */
      correlationId?: string;
      /** @description Write it down although something in it looks like a credential: you have looked, and it is none. */
      allowCredential?: boolean;
      /** @description As the header Idempotency-Key, for this item. */
      idempotencyKey?: string;
    };
    BatchOutcome: {
      /** @description 201, or the status of the problem. */
      status: number;
      entry?: components['schemas']['LogEntryView'];
      problem?: components['schemas']['ProblemView'];
    };
    BatchAnswer: {
      /** @description In the order of the request. */
      data: components['schemas']['BatchOutcome'][];
    };
    LogEntryList: {
      data: components['schemas']['LogEntryView'][];
      page: components['schemas']['Page'];
    };
    VersionView: {
      revision: number;
      position: number;
      type: string;
      /** Format: date-time */
      recordedAt: string;
      /** @description Who made this version. */
      actor: components['schemas']['ActorView'] | null;
      reporter: components['schemas']['ReporterView'] | null;
      via: components['schemas']['ViaView'] | null;
      reason: string | null;
      /** @description Who did what the entry tells, as this version says. */
      doneBy: components['schemas']['ActorView'] | null;
      log: string | null;
      message: string | null;
      /** Format: date-time */
      occurredAt: string | null;
      precision: string | null;
      /** @enum {string} */
      status: 'logged' | 'amended' | 'retracted' | 'redacted';
    };
    HistoryView: {
      /** @description Oldest first. */
      data: components['schemas']['VersionView'][];
    };
    AmendRequest: {
      /** @description What it should say. */
      message?: string;
      /**
       * Format: date-time
       * @description When it was really done.
       */
      occurredAt?: string;
      /**
       * @description How exactly occurredAt is known.
       * @enum {string}
       */
      precision?: 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'approximate';
      /** @description The log it belongs into. */
      log?: string;
      /** @description Why. */
      reason: string;
      /** @description Write it down although something in it looks like a credential: you have looked, and it is none. */
      allowCredential?: boolean;
    };
    RetractRequest: {
      /** @description Why. */
      reason: string;
    };
    RedactRequest: {
      /** @description Why; it stays for ever, so say it without what is erased. */
      reason: string;
      /** @description The rest of the message, as you state it; without it nothing of it stays. */
      message?: string;
      /** @description Write it down although something in it looks like a credential: you have looked, and it is none. */
      allowCredential?: boolean;
    };
    RedactedEntryView: {
      /** Format: uuid */
      id: string;
      log: string;
      message: string;
      /** @description Who did it. */
      actor: components['schemas']['ActorView'];
      /** @description Who wrote it down. */
      reporter: components['schemas']['ReporterView'];
      /** @description Through what. */
      via: components['schemas']['ViaView'];
      /** Format: date-time */
      occurredAt: string;
      /** @enum {string} */
      precision: 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'approximate';
      /** Format: date-time */
      recordedAt: string;
      /**
       * Format: date-time
       * @description When the newest version was recorded.
       */
      changedAt: string;
      /** @description Written down more than five minutes after. */
      late: boolean;
      /** @enum {string} */
      status: 'logged' | 'amended' | 'retracted' | 'redacted';
      revision: number;
      position: number;
      correlationId: string | null;
      /** @description Who erased what it said, when and why. */
      redaction: components['schemas']['ScarView'] | null;
      /** @description Where it was imported from. */
      source: components['schemas']['SourceView'] | null;
      /** @description Other sources in which it was found. */
      alsoIn: components['schemas']['SourceView'][];
      refs: components['schemas']['RefsView'];
      operation: components['schemas']['OperationRef'] | null;
      taskLinks: components['schemas']['TaskLink'][];
      /** Format: uri */
      url: string;
      erased: components['schemas']['ErasureView'];
    };
    ClosingView: {
      /** @enum {string} */
      outcome: 'pass' | 'fail' | 'error' | 'aborted';
      /** Format: date-time */
      endedAt: string;
      reason: string;
      by: string;
    };
    OperationView: {
      /** @description Id of its START entry, or of its END where no START is known. */
      id: string;
      log: string;
      actor: string;
      /** @enum {string} */
      kind: 'cookbook' | 'deploy' | 'database-maintenance' | 'action';
      name: string;
      text: string;
      hosts: string[];
      /** @enum {string} */
      phase: 'in-flight' | 'abandoned' | 'ended' | 'closed';
      /** @enum {string|null} */
      outcome: 'pass' | 'fail' | 'error' | 'aborted' | null;
      exitCode: number | null;
      /** Format: date-time */
      startedAt: string | null;
      /** Format: date-time */
      endedAt: string | null;
      /** @description Until now, while it has not ended. */
      durationSeconds: number | null;
      /** @description As its END says. */
      reportedSeconds: number | null;
      startEntry: string | null;
      endEntry: string | null;
      /** @description The operation within which it ran. */
      parent: string | null;
      /** @description What somebody said by hand. */
      closed: components['schemas']['ClosingView'] | null;
    };
    OperationList: {
      data: components['schemas']['OperationView'][];
      page: components['schemas']['Page'];
    };
    CloseRequest: {
      /**
       * @description How it ended.
       * @enum {string}
       */
      outcome: 'pass' | 'fail' | 'error' | 'aborted';
      /**
       * Format: date-time
       * @description When it ended.
       */
      endedAt: string;
      /** @description How you know. */
      reason: string;
    };
    SourceRequest: {
      /**
       * @description What it is.
       * @enum {string}
       */
      kind: 'wiki-page' | 'index';
      /** @description Title of the wiki page. */
      page?: string;
      /** @description Of the page: the one in which the line is found first. */
      revision?: number;
      /** @description Which of the same lines of the same minute it is, the oldest is 0. */
      ordinal?: number;
      /** @description Id in the index. */
      id?: string;
      /** @description The line as it stood. */
      line?: string;
    };
    ReplacedRequest: {
      /** @description Nick of the line that is gone. */
      actor: string;
      /** @description Its text. */
      message: string;
      /**
       * Format: date-time
       * @description Its time.
       */
      occurredAt: string;
      /** @description Which of the same lines of the same minute it is, the oldest is 0. */
      ordinal: number;
      /** @description Who wrote over it. */
      by: string;
    };
    EntryToImport: {
      /** @description Name or alias of the log. */
      log: string;
      /** @description Where it stands. */
      source: components['schemas']['SourceRequest'];
      /**
       * @description An entry.
       * @enum {string}
       */
      kind: 'entry';
      /** @description Who did it. */
      actor: string;
      /** @description What was done. */
      message: string;
      /**
       * Format: date-time
       * @description When it was done.
       */
      occurredAt: string;
      /**
       * @description How exactly that is known.
       * @enum {string}
       */
      precision: 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'approximate';
      /** @description The line that this one was written over. */
      replaces?: components['schemas']['ReplacedRequest'];
    };
    LineToKeep: {
      /** @description Name or alias of the log. */
      log: string;
      /** @description Where it stands. */
      source: components['schemas']['SourceRequest'];
      /**
       * @description A line that is no entry.
       * @enum {string}
       */
      kind: 'line';
      /** @description Its number in its page or file, from 1. */
      number: number;
      /** @description The line. */
      line: string;
      /**
       * @description Why it is no entry.
       * @enum {string}
       */
      why:
        | 'not-an-entry'
        | 'no-day'
        | 'no-year'
        | 'no-time'
        | 'no-nick'
        | 'bad-time'
        | 'bad-day'
        | 'too-long'
        | 'not-json'
        | 'not-a-document';
      /** @description Which part of a long line it is, from 1. */
      part: number;
    };
    DifferenceView: {
      actor?: string;
      message?: string;
      /** Format: date-time */
      occurredAt?: string;
    };
    ImportOutcome: {
      /** @description 200, or the status of the problem. */
      status: number;
      /** @enum {string} */
      outcome?: 'imported' | 'known' | 'linked' | 'revised' | 'set-aside';
      /** @description Of the entry. */
      id?: string;
      /** @description What this source says otherwise. */
      differs?: components['schemas']['DifferenceView'];
      /** @description An entry of about the same time that was redacted here: look whether this one says it again. */
      redactedNear?: string;
      problem?: components['schemas']['ProblemView'];
    };
    ImportAnswer: {
      /** @description In the order of the request. */
      data: components['schemas']['ImportOutcome'][];
    };
    LineView: {
      position: number;
      /** Format: date-time */
      recordedAt: string;
      log: string;
      source: components['schemas']['SourceView'];
      /** @description Of the line in its page or file, from 1. */
      number: number;
      line: string;
      /** @enum {string} */
      why:
        | 'not-an-entry'
        | 'no-day'
        | 'no-year'
        | 'no-time'
        | 'no-nick'
        | 'bad-time'
        | 'bad-day'
        | 'too-long'
        | 'not-json'
        | 'not-a-document';
      /** @description A long line has several. */
      part: number;
    };
    LineList: {
      data: components['schemas']['LineView'][];
      page: components['schemas']['Page'];
    };
    CellView: {
      /** @enum {string} */
      scope: 'any' | 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps';
      /** @enum {string} */
      impact: 'none' | 'under-5-min' | 'from-5-min' | 'over-1-hour';
      /** @description Null: the log is enough. */
      noticeMinutes: number | null;
    };
    RulesView: {
      title: string;
      cells: components['schemas']['CellView'][];
      starting: boolean;
      /** @enum {string} */
      ended: 'owed' | 'optional' | 'none';
      /** @description Names of components; none: everything else. */
      components: string[];
      /** @description Ids of people. */
      approvers: string[];
      quorum: number;
    };
    AskedView: {
      /** @description Name of the policy that names them. */
      policy: string;
      /** @description Ids of people. */
      approvers: string[];
      /** @description How many of them. */
      quorum: number;
    };
    ApprovalView: {
      /** Format: uuid */
      person: string;
      /** Format: date-time */
      at: string;
    };
    PolicyVersionView: {
      version: number;
      /** @enum {string} */
      state: 'proposed' | 'in-force' | 'superseded' | 'withdrawn';
      /**
       * Format: date-time
       * @description Of the state.
       */
      since: string;
      rules: components['schemas']['RulesView'];
      /** Format: date-time */
      proposedAt: string;
      proposedBy: components['schemas']['ActorView'];
      reason: string;
      /** @description While it is proposed: who has to agree, because its policy or one that judges its components now names them. */
      asked: components['schemas']['AskedView'][];
      approvals: components['schemas']['ApprovalView'][];
      /** @description Why an admin adopted it; null: the quorum agreed. */
      adoptedBecause: string | null;
      withdrawnBecause: string | null;
    };
    PolicyView: {
      /** Format: uuid */
      id: string;
      name: string;
      /** @description The version that is in force. */
      inForce: number | null;
      /** @description Oldest first. */
      versions: components['schemas']['PolicyVersionView'][];
    };
    PolicyList: {
      data: components['schemas']['PolicyView'][];
    };
    TemplateView: {
      name: string;
      rules: components['schemas']['RulesView'];
    };
    TemplateList: {
      data: components['schemas']['TemplateView'][];
    };
    PolicyStepView: {
      position: number;
      revision: number;
      /** @description Of the event, such as notice-policy.adopted. */
      type: string;
      /** Format: date-time */
      recordedAt: string;
      actor: components['schemas']['ActorView'];
      reporter: components['schemas']['ReporterView'];
      /** @description Of the policy. */
      version: number;
      /** @description What was proposed. */
      rules: components['schemas']['RulesView'] | null;
      /** @description Id of who agreed. */
      person: string | null;
      reason: string | null;
      /** @description Whether its words were erased. */
      redacted: boolean;
    };
    PolicyHistory: {
      /** @description Oldest first. */
      data: components['schemas']['PolicyStepView'][];
    };
    CellFields: {
      /**
       * @description The row: a notice scope, or any.
       * @enum {string}
       */
      scope: 'any' | 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps';
      /**
       * @description The column: how long the impact lasts.
       * @enum {string}
       */
      impact: 'none' | 'under-5-min' | 'from-5-min' | 'over-1-hour';
      /** @description How long ahead it has to be announced; null or left out: the log is enough. */
      noticeMinutes?: number | null;
    };
    PolicyRequest: {
      /** @description What it says, in a few words. */
      title: string;
      /** @description What each case needs; what no cell names needs no notice. */
      cells: components['schemas']['CellFields'][];
      /** @description Whether a mail is owed within the 15 minutes before the start. */
      starting: boolean;
      /**
       * @description Whether one is owed within the 15 minutes after the actual end.
       * @enum {string}
       */
      ended: 'owed' | 'optional' | 'none';
      /** @description Names or ids of the components, with their parts, that it is for; none: everything else. */
      components?: string[];
      /** @description Aliases or ids of the people affected, whose agreement a change needs. */
      approvers?: string[];
      /** @description How many of them; all, unless told. */
      quorum?: number;
      /** @description Why it is proposed. */
      reason: string;
      /**
       * @description A name of its own.
       * @example rule-a
       */
      name: string;
    };
    RulesRequest: {
      /** @description What it says, in a few words. */
      title: string;
      /** @description What each case needs; what no cell names needs no notice. */
      cells: components['schemas']['CellFields'][];
      /** @description Whether a mail is owed within the 15 minutes before the start. */
      starting: boolean;
      /**
       * @description Whether one is owed within the 15 minutes after the actual end.
       * @enum {string}
       */
      ended: 'owed' | 'optional' | 'none';
      /** @description Names or ids of the components, with their parts, that it is for; none: everything else. */
      components?: string[];
      /** @description Aliases or ids of the people affected, whose agreement a change needs. */
      approvers?: string[];
      /** @description How many of them; all, unless told. */
      quorum?: number;
      /** @description Why it is proposed. */
      reason: string;
    };
    VersionRequest: {
      /** @description Which version. */
      version: number;
    };
    VersionReasonRequest: {
      /** @description Which version. */
      version: number;
      /** @description Why. */
      reason: string;
    };
    ImportedEventView: {
      /** @description UID of the event. */
      uid: string | null;
      /**
       * Format: date-time
       * @description Of an event that recurs: when it would begin by its rule.
       */
      recurrenceId: string | null;
      /** @description 200, or the status of the problem. */
      status: number;
      /**
       * Format: uuid
       * @description Of the redundancy risk.
       */
      id?: string;
      /** @enum {string} */
      outcome?: 'recorded' | 'changed' | 'cancelled' | 'unchanged';
      problem?: components['schemas']['ProblemView'];
    };
    RiskImportAnswer: {
      data: components['schemas']['ImportedEventView'][];
      /**
       * Format: date-time
       * @description What recurs is written out until then; for later times the file is imported anew.
       */
      readUntil: string;
      /** @description How many events of the file recur after that, too. */
      beyond: number;
    };
    OverView: {
      /** @enum {string} */
      as: 'ended' | 'cancelled';
      /**
       * Format: date-time
       * @description When that was recorded.
       */
      at: string;
      reason: string;
    };
    RiskView: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      kind: 'vendor-work' | 'fault';
      title: string;
      vendor: string;
      text: string;
      groups: string[];
      /** @description Names of components. */
      components: string[];
      /** Format: date-time */
      startsAt: string;
      /**
       * Format: date-time
       * @description Null: a fault that is open.
       */
      endsAt: string | null;
      /**
       * @description Ended: by a person, or because its end is past. Open: under way or still to come.
       * @enum {string}
       */
      status: 'open' | 'ended' | 'cancelled';
      /** @description Who ended or cancelled it said why. */
      over: components['schemas']['OverView'] | null;
      /** @description Of the iCal event that it was imported from. */
      uid: string | null;
      /** Format: date-time */
      recordedAt: string;
    };
    RiskList: {
      data: components['schemas']['RiskView'][];
      page: components['schemas']['Page'];
    };
    RiskVersionView: {
      position: number;
      revision: number;
      /** @description Of the event, such as redundancy-risk.changed. */
      type: string;
      /** Format: date-time */
      recordedAt: string;
      actor: components['schemas']['ActorView'] | null;
      reporter: components['schemas']['ReporterView'] | null;
      /** @description What it said. */
      details: {
        [key: string]: unknown;
      };
      /** @description Whether its words were erased. */
      redacted: boolean;
    };
    RiskHistory: {
      data: components['schemas']['RiskVersionView'][];
    };
    RiskRequest: {
      /**
       * @description The work of a vendor, or something that is broken.
       * @enum {string}
       */
      kind: 'vendor-work' | 'fault';
      /**
       * @description What it is, in a line.
       * @example One of two uplinks is down
       */
      title: string;
      /** @description Who does it, or who knows of it. */
      vendor?: string;
      /** @description More about it. */
      text?: string;
      /** @description Redundancy groups of which a part is away. */
      groups?: string[];
      /** @description Components that are touched, by name, alias or id. */
      components?: string[];
      /**
       * Format: date-time
       * @description Since when, or from when.
       */
      startsAt: string;
      /** @description An instant such as 2026-11-22T17:05:09Z; of a fault, empty: still open. */
      endsAt?: string;
    };
    RiskPatch: {
      /**
       * @description Another kind.
       * @enum {string}
       */
      kind?: 'vendor-work' | 'fault';
      /**
       * @description What it is, in a line.
       * @example One of two uplinks is down
       */
      title?: string;
      /** @description Who does it, or who knows of it. */
      vendor?: string;
      /** @description More about it. */
      text?: string;
      /** @description Redundancy groups of which a part is away. */
      groups?: string[];
      /** @description Components that are touched, by name, alias or id. */
      components?: string[];
      /**
       * Format: date-time
       * @description Another start.
       */
      startsAt?: string;
      /** @description An instant such as 2026-11-22T17:05:09Z; of a fault, empty: still open. */
      endsAt?: string;
    };
    RiskEndRequest: {
      /** @description Why. */
      reason: string;
      /**
       * Format: date-time
       * @description When it ended; now, unless told.
       */
      endsAt?: string;
    };
    RiskReason: {
      /** @description Why. */
      reason: string;
    };
    WindowRequest: {
      /**
       * @description What people will notice: all-services, network, database, read-only, restarts, degraded, other.
       * @example [
       *       "network"
       *     ]
       */
      kinds?: string[];
      /** @description The words for the kind `other`. */
      otherKind?: string;
      /** @description Names or ids of the components that are affected. */
      affected?: string[];
      /** @description Components of which people would think that they are affected, and that are not. */
      unaffected?: string[];
      /** @description How long the impact lasts within the window; 0 = none. Left out: not known, so the whole window. */
      impactMinutes?: number;
      /** @description Whether the length of the impact is not known (any more). */
      impactUnknown?: boolean;
      /** @description Tasks: T (or D, M) and at least three digits, such as T399210. */
      tasks?: string[];
      /** @description Changes that will be made: their numbers, or their Change-Ids (I and 6 to 40 digits of hex). */
      changes?: string[];
      /** @description Who answers for it: a name or an alias of a person; who plans it, unless told. */
      responsible?: string;
      /** @description For everybody to read. */
      text?: string;
      /**
       * @description What is done, in a few words.
       * @example Upgrade of the core routers
       */
      title: string;
      /**
       * Format: date-time
       * @description When it starts.
       * @example 2026-12-08T14:00:00Z
       */
      startsAt: string;
      /**
       * Format: date-time
       * @description When it ends.
       * @example 2026-12-08T15:30:00Z
       */
      endsAt: string;
    };
    ComponentRef: {
      /** Format: uuid */
      id: string;
      name: string;
      title: string;
    };
    JudgementView: {
      /**
       * Format: uuid
       * @description Of the policy.
       */
      policy: string;
      policyName: string;
      policyVersion: number;
      /** @enum {string} */
      scope: 'any' | 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps';
      /** @enum {string} */
      impact: 'none' | 'under-5-min' | 'from-5-min' | 'over-1-hour';
      /** @description Null: the log is enough. */
      noticeMinutes: number | null;
      /** @description Whether a mail is owed just before the start. */
      starting: boolean;
      /**
       * @description Whether one is owed just after the end.
       * @enum {string}
       */
      ended: 'owed' | 'optional' | 'none';
      /** @description Less time than demanded was left already. */
      short: boolean;
    };
    AcceptedOverlapView: {
      /** @enum {string} */
      kind: 'window' | 'vendor-work' | 'fault';
      /** Format: uuid */
      id: string;
      /** @description Name of what both touch. */
      on: string;
    };
    StepView: {
      /** Format: date-time */
      at: string;
      by: components['schemas']['ActorView'];
      reason: string;
    };
    ReplacedView: {
      /** Format: date-time */
      startsAt: string;
      /** Format: date-time */
      endsAt: string;
    };
    MoveView: {
      /** Format: date-time */
      at: string;
      by: components['schemas']['ActorView'];
      reason: string;
      /** @enum {string} */
      step: 'rescheduled' | 'extended';
      /** @description The times that people had been told. */
      replaces: components['schemas']['ReplacedView'];
      /** Format: date-time */
      startsAt: string;
      /** Format: date-time */
      endsAt: string;
      judgement: components['schemas']['JudgementView'] | null;
    };
    WindowView: {
      /** Format: uuid */
      id: string;
      /** @description Of its last event: its ETag. */
      revision: number;
      title: string;
      /** @enum {string} */
      status: 'draft' | 'scheduled' | 'in-progress' | 'completed' | 'cancelled';
      /**
       * Format: date-time
       * @description Of the status.
       */
      since: string;
      kinds: ('all-services' | 'network' | 'database' | 'read-only' | 'restarts' | 'degraded' | 'other')[];
      otherKind: string;
      affected: components['schemas']['ComponentRef'][];
      unaffected: components['schemas']['ComponentRef'][];
      /** Format: date-time */
      startsAt: string;
      /** Format: date-time */
      endsAt: string;
      /** @description Null: not known, so the whole window. */
      impactMinutes: number | null;
      tasks: string[];
      changes: string[];
      responsible: components['schemas']['ActorView'];
      text: string;
      /** Format: uuid */
      series: string | null;
      /** @description The day for which the series planned it. */
      occurrence: string | null;
      /** Format: date-time */
      draftedAt: string;
      draftedBy: components['schemas']['ActorView'];
      /** Format: date-time */
      scheduledAt: string | null;
      /** @description By which it is judged; null while it is a draft. */
      judgement: components['schemas']['JudgementView'] | null;
      /** @description By which it was judged first. */
      firstJudgement: components['schemas']['JudgementView'] | null;
      emergency: string | null;
      /** @description What it was known to overlap, and was accepted. */
      overlaps: components['schemas']['AcceptedOverlapView'][];
      /** @description As it was said last. */
      overlapReason: string | null;
      held: components['schemas']['StepView'] | null;
      cancelled: components['schemas']['StepView'] | null;
      /** @description Oldest first. */
      moves: components['schemas']['MoveView'][];
      /**
       * Format: date-time
       * @description When the work began.
       */
      startedAt: string | null;
      /** @description Milliseconds behind its planned start. */
      lateByMs: number | null;
      /**
       * Format: date-time
       * @description When the work ended.
       */
      completedAt: string | null;
      /** @description Milliseconds behind its planned end; negative: before it. */
      overranByMs: number | null;
      outcome: string;
      /** @description How often a calendar had to be told anew. */
      sequence: number;
      /** Format: date-time */
      changedAt: string;
      /** Format: uri */
      url: string;
    };
    OverlapView: {
      /** @enum {string} */
      kind: 'window' | 'vendor-work' | 'fault';
      /** Format: uuid */
      id: string;
      title: string;
      /** Format: date-time */
      startsAt: string;
      /**
       * Format: date-time
       * @description Null: it is not known yet.
       */
      endsAt: string | null;
      /** @description Name of what both touch. */
      on: string;
      /** @enum {string} */
      by: 'redundancy-group' | 'component';
    };
    FieldPlaceView: {
      /** @description `subject`, or `text` for what is said nowhere; of a window the member of its plan. */
      field: string;
    };
    PlanFindingView: {
      /** @description docs/linter.md lists them. */
      rule: string;
      /** @enum {string} */
      severity: 'error' | 'warning';
      message: string;
      /** @description What to do about it. */
      mend: string;
      place: components['schemas']['FieldPlaceView'];
    };
    AssessmentView: {
      judgement: components['schemas']['JudgementView'];
      /** @description The judgement in words. */
      words: string;
      overlaps: components['schemas']['OverlapView'][];
      /** @description What is wrong with the plan, or missing in it. */
      findings: components['schemas']['PlanFindingView'][];
    };
    WindowPatch: {
      /**
       * @description What people will notice: all-services, network, database, read-only, restarts, degraded, other.
       * @example [
       *       "network"
       *     ]
       */
      kinds?: string[];
      /** @description The words for the kind `other`. */
      otherKind?: string;
      /** @description Names or ids of the components that are affected. */
      affected?: string[];
      /** @description Components of which people would think that they are affected, and that are not. */
      unaffected?: string[];
      /** @description How long the impact lasts within the window; 0 = none. Left out: not known, so the whole window. */
      impactMinutes?: number;
      /** @description Whether the length of the impact is not known (any more). */
      impactUnknown?: boolean;
      /** @description Tasks: T (or D, M) and at least three digits, such as T399210. */
      tasks?: string[];
      /** @description Changes that will be made: their numbers, or their Change-Ids (I and 6 to 40 digits of hex). */
      changes?: string[];
      /** @description Who answers for it: a name or an alias of a person; who plans it, unless told. */
      responsible?: string;
      /** @description For everybody to read. */
      text?: string;
      /** @description What is done, in a few words. */
      title?: string;
      /**
       * Format: date-time
       * @description Of a draft: when it starts.
       */
      startsAt?: string;
      /**
       * Format: date-time
       * @description Of a draft: when it ends.
       */
      endsAt?: string;
    };
    ScheduleRequest: {
      /** @description Why overlaps are accepted. */
      overlapReason?: string;
      /** @description Why it cannot wait: makes it an emergency window, which it stays when it is moved. */
      emergency?: string;
    };
    RescheduleRequest: {
      /** @description Why overlaps are accepted. */
      overlapReason?: string;
      /** @description Why it cannot wait: makes it an emergency window, which it stays when it is moved. */
      emergency?: string;
      /**
       * Format: date-time
       * @description When it starts from now on.
       */
      startsAt: string;
      /**
       * Format: date-time
       * @description When it ends from now on.
       */
      endsAt: string;
      /** @description Why it moves. */
      reason: string;
    };
    WindowReason: {
      /** @description Why. */
      reason: string;
    };
    StartRequest: {
      /**
       * Format: date-time
       * @description When the work began; now, unless told.
       */
      occurredAt?: string;
    };
    ExtendRequest: {
      /**
       * Format: date-time
       * @description When it ends from now on.
       */
      endsAt: string;
      /** @description Why it takes longer. */
      reason: string;
      /** @description Why it may meet what else takes place then. */
      overlapReason?: string;
    };
    CompleteRequest: {
      /**
       * Format: date-time
       * @description When the work ended; now, unless told.
       */
      occurredAt?: string;
      /** @description How it went. */
      outcome?: string;
    };
    WindowList: {
      data: components['schemas']['WindowView'][];
      page: components['schemas']['Page'];
    };
    StreamStepView: {
      position: number;
      revision: number;
      /** @description Of the event, such as maintenance-window.rescheduled. */
      type: string;
      /** Format: date-time */
      occurredAt: string;
      /** Format: date-time */
      recordedAt: string;
      actor: components['schemas']['ActorView'];
      /** @description What it says; see docs/events.md for the shape of each type. */
      data: Record<string, never>;
    };
    StreamHistory: {
      /** @description Oldest first. */
      data: components['schemas']['StreamStepView'][];
    };
    OverlapList: {
      data: components['schemas']['OverlapView'][];
    };
    SkippedView: {
      day: string;
      /** Format: date-time */
      at: string;
      by: components['schemas']['ActorView'];
      reason: string;
    };
    EndedView: {
      /**
       * Format: date-time
       * @description Windows that start later do not take place.
       */
      after: string;
      /** Format: date-time */
      at: string;
      by: components['schemas']['ActorView'];
      reason: string;
    };
    OccurrenceWindowView: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      status: 'draft' | 'scheduled' | 'in-progress' | 'completed' | 'cancelled';
      /**
       * Format: date-time
       * @description Other than that of the rule where it was moved.
       */
      startsAt: string;
      /** Format: date-time */
      endsAt: string;
    };
    SeriesOccurrenceView: {
      day: string;
      /** Format: date-time */
      startsAt: string;
      /** Format: date-time */
      endsAt: string;
      /** @description As it is now; null: there is none yet. */
      window: components['schemas']['OccurrenceWindowView'] | null;
    };
    SeriesView: {
      /** Format: uuid */
      id: string;
      title: string;
      kinds: ('all-services' | 'network' | 'database' | 'read-only' | 'restarts' | 'degraded' | 'other')[];
      otherKind: string;
      affected: components['schemas']['ComponentRef'][];
      unaffected: components['schemas']['ComponentRef'][];
      /**
       * Format: date-time
       * @description Of the first window.
       */
      startsAt: string;
      /** Format: date-time */
      endsAt: string;
      /** @description Null: not known, so the whole window. */
      impactMinutes: number | null;
      tasks: string[];
      changes: string[];
      responsible: components['schemas']['ActorView'];
      text: string;
      rule: string;
      daysAhead: number;
      /** Format: date-time */
      plannedAt: string;
      plannedBy: components['schemas']['ActorView'];
      skipped: components['schemas']['SkippedView'][];
      ended: components['schemas']['EndedView'] | null;
      /** @description By the rule, so many days ahead as it says; without what is skipped. */
      upcoming: components['schemas']['SeriesOccurrenceView'][];
      /** @description By the rule, behind those and up to 90 days ahead, without what is skipped: they are not scheduled yet. */
      later: components['schemas']['SeriesOccurrenceView'][];
    };
    SeriesList: {
      data: components['schemas']['SeriesView'][];
    };
    SeriesTimesRequest: {
      /**
       * Format: date-time
       * @description When the first window starts.
       */
      startsAt: string;
      /**
       * Format: date-time
       * @description When it ends.
       */
      endsAt: string;
      /** @description How the window recurs (RFC 5545, in UTC: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY with INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH). */
      rule: string;
    };
    OccurrenceView: {
      day: string;
      /** Format: date-time */
      startsAt: string;
      /** Format: date-time */
      endsAt: string;
    };
    OccurrenceList: {
      data: components['schemas']['OccurrenceView'][];
    };
    SeriesRequest: {
      /**
       * @description What people will notice: all-services, network, database, read-only, restarts, degraded, other.
       * @example [
       *       "network"
       *     ]
       */
      kinds?: string[];
      /** @description The words for the kind `other`. */
      otherKind?: string;
      /** @description Names or ids of the components that are affected. */
      affected?: string[];
      /** @description Components of which people would think that they are affected, and that are not. */
      unaffected?: string[];
      /** @description How long the impact lasts within the window; 0 = none. Left out: not known, so the whole window. */
      impactMinutes?: number;
      /** @description Whether the length of the impact is not known (any more). */
      impactUnknown?: boolean;
      /** @description Tasks: T (or D, M) and at least three digits, such as T399210. */
      tasks?: string[];
      /** @description Changes that will be made: their numbers, or their Change-Ids (I and 6 to 40 digits of hex). */
      changes?: string[];
      /** @description Who answers for it: a name or an alias of a person; who plans it, unless told. */
      responsible?: string;
      /** @description For everybody to read. */
      text?: string;
      /**
       * @description What is done, in a few words.
       * @example Upgrade of the core routers
       */
      title: string;
      /**
       * Format: date-time
       * @description When it starts.
       * @example 2026-12-08T14:00:00Z
       */
      startsAt: string;
      /**
       * Format: date-time
       * @description When it ends.
       * @example 2026-12-08T15:30:00Z
       */
      endsAt: string;
      /** @description How the window recurs (RFC 5545, in UTC: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY with INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH); its start and end are those of the first. */
      rule: string;
      /** @description So many days ahead its windows are scheduled; 35, unless told. */
      daysAhead?: number;
    };
    SeriesPatch: {
      /**
       * @description What people will notice: all-services, network, database, read-only, restarts, degraded, other.
       * @example [
       *       "network"
       *     ]
       */
      kinds?: string[];
      /** @description The words for the kind `other`. */
      otherKind?: string;
      /** @description Names or ids of the components that are affected. */
      affected?: string[];
      /** @description Components of which people would think that they are affected, and that are not. */
      unaffected?: string[];
      /** @description How long the impact lasts within the window; 0 = none. Left out: not known, so the whole window. */
      impactMinutes?: number;
      /** @description Whether the length of the impact is not known (any more). */
      impactUnknown?: boolean;
      /** @description Tasks: T (or D, M) and at least three digits, such as T399210. */
      tasks?: string[];
      /** @description Changes that will be made: their numbers, or their Change-Ids (I and 6 to 40 digits of hex). */
      changes?: string[];
      /** @description Who answers for it: a name or an alias of a person; who plans it, unless told. */
      responsible?: string;
      /** @description For everybody to read. */
      text?: string;
      /** @description What is done, in a few words. */
      title?: string;
      /**
       * Format: date-time
       * @description Of a draft: when it starts.
       */
      startsAt?: string;
      /**
       * Format: date-time
       * @description Of a draft: when it ends.
       */
      endsAt?: string;
      /** @description How it recurs from now on. */
      rule?: string;
      /** @description So many days ahead its windows are scheduled; 35, unless told. */
      daysAhead?: number;
    };
    SkipRequest: {
      /** @description The day for which the rule has it, in UTC. */
      day: string;
      /** @description Why. */
      reason: string;
    };
    EndSeriesRequest: {
      /** @description Why. */
      reason: string;
    };
    RuleView: {
      scopes: string[];
      kinds: string[];
      announcements: string[];
      /** @enum {string} */
      impact: 'none' | 'under-5-min' | 'from-5-min' | 'over-1-hour';
      /** @description The rule as people say it. */
      words: string;
    };
    RetiredChannelView: {
      /** Format: date-time */
      at: string;
      reason: string;
    };
    ChannelView: {
      /** Format: uuid */
      id: string;
      name: string;
      /** @enum {string} */
      type: 'mailing-list' | 'webhook' | 'subscribers' | 'page' | 'atom' | 'manual';
      title: string;
      /** @description The address; of a webhook only who may announce sees the whole. */
      target: string;
      listId: string;
      rules: components['schemas']['RuleView'][];
      /** @description How often the secret of a webhook was replaced. */
      rotation: number;
      /** Format: date-time */
      addedAt: string;
      retired: components['schemas']['RetiredChannelView'] | null;
    };
    ChannelList: {
      /** @description By name. */
      data: components['schemas']['ChannelView'][];
    };
    RuleFields: {
      /** @description One of these notice scopes; none: any. */
      scopes?: string[];
      /** @description One of these kinds of downtime; none: any. */
      kinds?: string[];
      /** @description One of these kinds of announcement; none: any. */
      announcements?: string[];
      /**
       * @description An impact of this length, or longer; any, unless told.
       * @enum {string}
       */
      impact?: 'none' | 'under-5-min' | 'from-5-min' | 'over-1-hour';
    };
    ChannelRequest: {
      /** @description What it is for. */
      title?: string;
      /** @description Address of a mailing list or a webhook; of a manual channel, where a person sends it. */
      target?: string;
      /** @description List-Id of a mailing list; made of its address, unless told. */
      listId?: string;
      /** @description What goes there by itself; one rule that matches is enough, and without rules nothing does. */
      rules?: components['schemas']['RuleFields'][];
      /**
       * @description A name of its own.
       * @example cloud-announce
       */
      name: string;
      /**
       * @description How announcements get there.
       * @enum {string}
       */
      type: 'mailing-list' | 'webhook' | 'subscribers' | 'page' | 'atom' | 'manual';
    };
    ChannelPatch: {
      /** @description What it is for. */
      title?: string;
      /** @description Address of a mailing list or a webhook; of a manual channel, where a person sends it. */
      target?: string;
      /** @description List-Id of a mailing list; made of its address, unless told. */
      listId?: string;
      /** @description What goes there by itself; one rule that matches is enough, and without rules nothing does. */
      rules?: components['schemas']['RuleFields'][];
      /** @description Another name; the id stays. */
      name?: string;
    };
    ChannelReason: {
      /** @description Why. */
      reason: string;
    };
    ChannelSecretView: {
      /** @description Give it to the receiver; it is not shown again before it is rotated. */
      secret: string;
    };
    EndedSubscriptionView: {
      /** Format: date-time */
      at: string;
      how: string;
      reason: string;
    };
    SubscriptionView: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      status: 'requested' | 'active' | 'ended';
      components: components['schemas']['ComponentRef'][];
      kinds: string[];
      address: string;
      /** Format: date-time */
      requestedAt: string;
      /** @description How often the address was asked for confirmation. */
      asked: number;
      /** @description Why the last mail that asks did not get there. */
      lastFailure: string | null;
      /** Format: date-time */
      confirmedAt: string | null;
      ended: components['schemas']['EndedSubscriptionView'] | null;
    };
    SubscriptionList: {
      data: components['schemas']['SubscriptionView'][];
      page: components['schemas']['Page'];
    };
    SubscribeRequest: {
      /** @description Names or ids of components; none: all. */
      components?: string[];
      /** @description Kinds of downtime; none: all. */
      kinds?: string[];
      /**
       * @description Where the mails go.
       * @example ops@example.org
       */
      address: string;
    };
    SubscribedView: {
      detail: string;
    };
    OwnSubscriptionView: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      status: 'requested' | 'active' | 'ended';
      components: components['schemas']['ComponentRef'][];
      kinds: string[];
    };
    ChangeSubscriptionRequest: {
      /** @description Names or ids of components; none: all. */
      components?: string[];
      /** @description Kinds of downtime; none: all. */
      kinds?: string[];
      /** @description From the link in a mail. */
      proof: string;
    };
    ProofRequest: {
      /** @description From the link in a mail. */
      proof: string;
    };
    EndSubscriptionRequest: {
      /** @description Why. */
      reason: string;
    };
    ConcernsView: {
      components: components['schemas']['ComponentRef'][];
      kinds: string[];
      scopes: ('any' | 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps')[];
      /** @enum {string} */
      impact: 'none' | 'under-5-min' | 'from-5-min' | 'over-1-hour';
    };
    SettledView: {
      /** @description The announcement that keeps it. */
      by: string | null;
      waived: boolean;
      reason: string;
      /** Format: date-time */
      at: string;
      actor: components['schemas']['ActorView'];
    };
    PromiseView: {
      text: string;
      /**
       * Format: date-time
       * @description Null: the text does not say when.
       */
      dueAt: string | null;
      settled: components['schemas']['SettledView'] | null;
    };
    DestinationView: {
      /** Format: uuid */
      channel: string;
      /** @description Of the channel. */
      name: string;
      /** @enum {string} */
      type: 'mailing-list' | 'webhook' | 'subscribers' | 'page' | 'atom' | 'manual';
      /** @description The rule that sends it there, or who chose it. */
      why: string;
    };
    ElsewhereView: {
      /** @description Id of the channel. */
      channel: string | null;
      where: string;
      /** Format: date-time */
      sentAt: string;
      /** Format: uri */
      proof: string;
      by: components['schemas']['ActorView'];
    };
    SeenView: {
      /** @description Id of the channel. */
      channel: string;
      /** Format: uri */
      proof: string;
      /** Format: date-time */
      at: string;
    };
    DiscardedView: {
      /** Format: date-time */
      at: string;
      by: components['schemas']['ActorView'];
      reason: string;
    };
    AnnouncementView: {
      /** Format: uuid */
      id: string;
      /** @description Of its last event: its ETag. */
      revision: number;
      /** @enum {string} */
      kind: 'advance' | 'starting' | 'ended' | 'delayed' | 'rescheduled' | 'cancelled' | 'update' | 'outage';
      /** Format: uuid */
      window: string | null;
      /** @description Which of the schedules of the window it tells: how often it had moved. */
      schedule: number;
      concerns: components['schemas']['ConcernsView'];
      subject: string;
      text: string;
      promises: components['schemas']['PromiseView'][];
      /** @enum {string} */
      status: 'draft' | 'sent' | 'discarded';
      /**
       * Format: date-time
       * @description Of the status.
       */
      since: string;
      /** Format: date-time */
      composedAt: string;
      composedBy: components['schemas']['ActorView'];
      /**
       * Format: date-time
       * @description When it was given to the channels.
       */
      sentAt: string | null;
      sentBy: components['schemas']['ActorView'] | null;
      destinations: components['schemas']['DestinationView'][];
      /** @description Rules of the linter that found something in what was sent, or in the draft as it would be sent now; of a draft in a list, or as of then, it is left out. */
      findings?: string[];
      /** @description Why it was sent though its facts were wrong. */
      overridden: string | null;
      /** @description Why it was not sent in time. */
      late: string | null;
      /** @description Ids of the announcements before it in its thread. */
      thread: string[];
      /** @description Sent by people. */
      elsewhere: components['schemas']['ElsewhereView'][];
      /** @description Seen where everybody can read it. */
      seen: components['schemas']['SeenView'][];
      discarded: components['schemas']['DiscardedView'] | null;
      /** Format: uri */
      url: string;
    };
    AnnouncementList: {
      data: components['schemas']['AnnouncementView'][];
      page: components['schemas']['Page'];
    };
    LintRequest: {
      /** @description The text of a mail, with newlines only. */
      text: string;
      /** @description Its subject. */
      subject?: string;
      /** @description Id of the window that it should agree with. */
      window?: string;
    };
    TextPlaceView: {
      /** @description In UTF-16 units from 0. */
      start: number;
      end: number;
      /** @description From 1. */
      line: number;
      /** @description From 1. */
      column: number;
    };
    FindingView: {
      /** @description docs/linter.md lists them. */
      rule: string;
      /** @enum {string} */
      severity: 'error' | 'warning';
      message: string;
      /** @description What to do about it. */
      mend: string;
      place: components['schemas']['TextPlaceView'] | components['schemas']['FieldPlaceView'];
    };
    TextPromiseView: {
      text: string;
      place: components['schemas']['TextPlaceView'] | components['schemas']['FieldPlaceView'];
      /**
       * Format: date-time
       * @description Null: the text does not say by when.
       */
      dueAt: string | null;
    };
    LintAnswer: {
      /** @description By place; then what the text lacks. */
      findings: components['schemas']['FindingView'][];
      /** @description What it promises to tell. */
      promises: components['schemas']['TextPromiseView'][];
    };
    ComposeRequest: {
      /** @description Id of the window that it is about; left out: it is about none. */
      window?: string;
      /**
       * @description What it tells.
       * @enum {string}
       */
      kind: 'advance' | 'starting' | 'ended' | 'delayed' | 'rescheduled' | 'cancelled' | 'update' | 'outage';
      /** @description Written from the window, unless given. {{title}}, {{when}} and the like are filled. */
      subject?: string;
      /** @description Written from the window, unless given. {{title}}, {{when}} and the like are filled. */
      text?: string;
      /** @description Without a window: the components that it is about. */
      components?: string[];
      /** @description Without a window: the kinds of downtime. */
      kinds?: string[];
      /**
       * @description Without a window: how long the impact lasts.
       * @enum {string}
       */
      impact?: 'none' | 'under-5-min' | 'from-5-min' | 'over-1-hour';
      /** @description Why something is moved, late or off, for the text. */
      reason?: string;
    };
    PreviewView: {
      /** @description By place; then what the text lacks. */
      findings: components['schemas']['FindingView'][];
      /** @description What it promises to tell. */
      promises: components['schemas']['TextPromiseView'][];
      subject: string;
      text: string;
      /** @description Where it would go. */
      destinations: components['schemas']['DestinationView'][];
    };
    RecordNewRequest: {
      /** @description Id of the window that it is about; left out: it is about none. */
      window?: string;
      /**
       * @description What it tells.
       * @enum {string}
       */
      kind: 'advance' | 'starting' | 'ended' | 'delayed' | 'rescheduled' | 'cancelled' | 'update' | 'outage';
      /** @description Written from the window, unless given. {{title}}, {{when}} and the like are filled. */
      subject?: string;
      /** @description Written from the window, unless given. {{title}}, {{when}} and the like are filled. */
      text?: string;
      /** @description Without a window: the components that it is about. */
      components?: string[];
      /** @description Without a window: the kinds of downtime. */
      kinds?: string[];
      /**
       * @description Without a window: how long the impact lasts.
       * @enum {string}
       */
      impact?: 'none' | 'under-5-min' | 'from-5-min' | 'over-1-hour';
      /** @description Why something is moved, late or off, for the text. */
      reason?: string;
      /** @description Name of the channel; left out: it is none of them. */
      channel?: string;
      /** @description Where it was sent, such as the address of a list; that of the channel, unless told. */
      where?: string;
      /**
       * Format: date-time
       * @description When it was sent; now, unless told.
       */
      sentAt?: string;
      /** @description Address where everybody can read it, such as in the archive of the list. */
      proof: string;
    };
    EditRequest: {
      /** @description Another subject. */
      subject?: string;
      /** @description Another text. */
      text?: string;
    };
    SendRequest: {
      /** @description Names of channels; those that the rules choose, unless told. */
      channels?: string[];
      /** @description Why it is sent though its facts are wrong. */
      override?: string;
    };
    RecordSentRequest: {
      /** @description Name of the channel; left out: it is none of them. */
      channel?: string;
      /** @description Where it was sent, such as the address of a list; that of the channel, unless told. */
      where?: string;
      /**
       * Format: date-time
       * @description When it was sent; now, unless told.
       */
      sentAt?: string;
      /** @description Address where everybody can read it, such as in the archive of the list. */
      proof: string;
    };
    SeenRequest: {
      /** @description Name of the channel. */
      channel: string;
      /** @description Address where it was seen. */
      proof: string;
    };
    SettleRequest: {
      /** @description Which of its promises; the first is 0. */
      promise: number;
      /** @description Id of the announcement that keeps it. */
      by?: string;
      /** @description Whether nothing is expected any more. */
      waived?: boolean;
      /** @description How it was kept, or why nothing is expected. */
      reason: string;
    };
    AnnouncementReason: {
      /** @description Why. */
      reason: string;
    };
    AttemptView: {
      /** @description Of the event that proves it. */
      position: number;
      /** Format: date-time */
      at: string;
      /** @enum {string} */
      outcome: 'accepted' | 'failed' | 'set-aside' | 'skipped';
      /** @description What the other side said. */
      words: string;
      /**
       * Format: date-time
       * @description When it is tried again.
       */
      againAt: string | null;
    };
    RecipientsView: {
      /** @enum {string} */
      outcome: 'accepted' | 'failed' | 'set-aside' | 'skipped';
      recipients: number;
    };
    DeliveryView: {
      /** Format: uuid */
      channel: string;
      name: string;
      /** @enum {string} */
      type: 'mailing-list' | 'webhook' | 'subscribers' | 'page' | 'atom' | 'manual';
      /** @description The rule that sent it there, or who chose it. */
      why: string;
      /**
       * @description Accepted by a server and seen where everybody can read it are two things.
       * @enum {string}
       */
      state: 'shown' | 'by-hand' | 'waiting' | 'trying' | 'accepted' | 'set-aside' | 'skipped' | 'seen';
      /** @description What is waited for, where it is not done. */
      words: string;
      /** @description Where it was seen. */
      proofs: string[];
      /** @description Oldest first; not of single subscribers. */
      attempts: components['schemas']['AttemptView'][];
      /** @description Of subscribers: how many have which outcome. */
      recipients: components['schemas']['RecipientsView'][];
    };
    DeliveryList: {
      data: components['schemas']['DeliveryView'][];
    };
    MailSourceView: {
      /** @description Name of the channel. */
      channel: string;
      /** @description The mail as it would be given to the server (RFC 5322). */
      source: string;
    };
    MailSourceList: {
      data: components['schemas']['MailSourceView'][];
    };
    SendingView: {
      /** @description After a restore nothing is sent until somebody resumes it. */
      paused: boolean;
      /** @description Whether a mail server is set. */
      mail: boolean;
      /** @description Announcements that are on their way through a channel. */
      underWay: number;
    };
    ResumeRequest: {
      /** @description How you know that no other ledger sends the same. */
      reason: string;
    };
    ObligationView: {
      /** Format: uuid */
      id: string;
      /**
       * Format: uuid
       * @description Null: a promise in an announcement about no window; that is settled, or waived, where it was made.
       */
      window: string | null;
      /**
       * Format: uuid
       * @description Of a promise: the announcement that makes it.
       */
      announcement: string | null;
      /** @enum {string} */
      kind: 'advance' | 'starting' | 'ended' | 'delayed' | 'rescheduled' | 'cancelled' | 'promise';
      /**
       * Format: date-time
       * @description Null: a promise that does not say when.
       */
      dueAt: string | null;
      /** @enum {string} */
      state: 'pending' | 'met' | 'late' | 'missed' | 'waived' | 'void';
      /**
       * Format: date-time
       * @description When people first had it.
       */
      metAt: string | null;
      /**
       * Format: uuid
       * @description The announcement that proves it.
       */
      evidence: string | null;
      words: string;
    };
    ObligationList: {
      /** @description By when they are due. */
      data: components['schemas']['ObligationView'][];
      page: components['schemas']['Page'];
    };
    WaiveRequest: {
      /** @description Id of the window. */
      window: string;
      /** @description Why nobody is owed it. */
      reason: string;
    };
    ComplianceCellView: {
      /**
       * @description By the start, in UTC.
       * @example 2026-11
       */
      month: string;
      component: components['schemas']['ComponentRef'];
      /** @enum {string} */
      kind: 'all-services' | 'network' | 'database' | 'read-only' | 'restarts' | 'degraded' | 'other';
      windows: number;
      /** @description Ids of windows. */
      enough: string[];
      /** @description Ids of windows. */
      short: string[];
      /** @description Ids of windows. */
      none: string[];
      /** @description Ids of windows. */
      emergency: string[];
      /** @description Ids of windows. */
      notRequired: string[];
      /** @description Ids of windows. */
      moved: string[];
      /** @description Ids of windows. */
      overran: string[];
      /** @description Ids of windows. */
      cancelled: string[];
    };
    ComplianceTable: {
      /** @description By month, component and kind. */
      data: components['schemas']['ComplianceCellView'][];
    };
    EvidenceView: {
      /** @description Of the event. */
      position: number;
      type: string;
      /** Format: date-time */
      at: string;
      /** @description The announcement that it is about. */
      announcement: string | null;
    };
    NoticeView: {
      /** Format: uuid */
      window: string;
      /**
       * @description Null: not decided yet.
       * @enum {string|null}
       */
      verdict: 'enough' | 'short' | 'none' | 'emergency' | 'notRequired' | null;
      words: string;
      moved: boolean;
      overran: boolean;
      cancelled: boolean;
      /** @description The events that prove it, oldest first. */
      evidence: components['schemas']['EvidenceView'][];
    };
    MomentView: {
      /**
       * Format: date-time
       * @description When it was done, begins by plan, or was written.
       */
      at: string;
      /** @enum {string} */
      kind: 'log-entry' | 'maintenance-window' | 'announcement';
      /** @description As the list of its kind tells it. */
      record:
        | components['schemas']['LogEntryView']
        | components['schemas']['WindowView']
        | components['schemas']['AnnouncementView'];
    };
    Timeline: {
      data: components['schemas']['MomentView'][];
      page: components['schemas']['Page'];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  Feed_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only these types, comma separated; `log-entry.*` for a whole kind. */
        types?: string;
        /** @description Only these streams, or `log:<name>`, comma separated. */
        subjects?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventList'];
          'application/cloudevents-batch+json': components['schemas']['EventList'];
        };
      };
    };
  };
  Feed_stream: {
    parameters: {
      query?: {
        /** @description After this position; without it from the first. */
        after?: string;
        /** @description Only these types, comma separated; `log-entry.*` for a whole kind. */
        types?: string;
        /** @description Only these streams, or `log:<name>`, comma separated. */
        subjects?: string;
      };
      header?: {
        /** @description Resumes after this position. */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
    };
  };
  Redaction_redact: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        position: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RedactEventRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErasureView'];
        };
      };
    };
  };
  Transparency_checkpoint: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': components['schemas']['CheckpointView'];
          'application/json': components['schemas']['CheckpointView'];
        };
      };
    };
  };
  Transparency_consistency: {
    parameters: {
      query: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Size of the older checkpoint. */
        from: number;
        /** @description Size of the newer one; without it the newest. */
        to?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConsistencyView'];
        };
      };
    };
  };
  Transparency_receipt: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        position: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReceiptView'];
        };
      };
    };
  };
  Transparency_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CheckpointKeyList'];
        };
      };
    };
  };
  Transparency_add: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CheckpointKeyView'];
        };
      };
    };
  };
  Transparency_retire: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RetireKeyRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CheckpointKeyView'];
        };
      };
    };
  };
  Health_healthz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
    };
  };
  Health_readyz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Readiness'];
        };
      };
    };
  };
  Health_prometheus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': string;
        };
      };
    };
  };
  People_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PersonList'];
        };
      };
    };
  };
  People_add: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PersonRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PersonView'];
        };
      };
    };
  };
  People_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PersonView'];
        };
      };
    };
  };
  People_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PersonPatch'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PersonView'];
        };
      };
    };
  };
  People_erase: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EraseRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PersonErasureView'];
        };
      };
    };
  };
  Tokens_me: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MeView'];
        };
      };
    };
  };
  Tokens_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenList'];
        };
      };
    };
  };
  Tokens_issue: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TokenRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewTokenView'];
        };
      };
    };
  };
  Tokens_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenView'];
        };
      };
    };
  };
  Tokens_revoke: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RevokeRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenView'];
        };
      };
    };
  };
  Logs_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogList'];
        };
      };
    };
  };
  Logs_create: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LogRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogView'];
        };
      };
    };
  };
  Logs_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogView'];
        };
      };
    };
  };
  Logs_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LogPatch'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogView'];
        };
      };
    };
  };
  ComponentImport_import: {
    parameters: {
      query?: {
        /** @description Change nothing, say what would be done. */
        dryRun?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'text/csv': string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ComponentImportAnswer'];
        };
      };
    };
  };
  Components_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only the parts of this component, by name or id. */
        parent?: string;
        /** @description Only those that cover this log. */
        log?: string;
        /** @description Only those to which this host belongs. */
        host?: string;
        /** @description Only those of this redundancy group. */
        group?: string;
        /** @description Only those under this notice scope, also by inheritance. */
        scope?: 'selected-projects' | 'team-project' | 'control-plane' | 'toolforge' | 'cloud-vps';
        /** @description Only those; all, unless told. */
        status?: 'active' | 'retired';
        /** @description How its name, an alias or its title begins. */
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ComponentList'];
        };
      };
    };
  };
  Components_register: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ComponentRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OneComponentView'];
        };
      };
    };
  };
  Components_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OneComponentView'];
        };
      };
    };
  };
  Components_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ComponentPatch'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OneComponentView'];
        };
      };
    };
  };
  Components_history: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ComponentHistory'];
        };
      };
    };
  };
  Components_retire: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ComponentReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OneComponentView'];
        };
      };
    };
  };
  Components_reinstate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ComponentReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OneComponentView'];
        };
      };
    };
  };
  EntryExport_wiki: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
        /** @description Level of the headings of days. */
        level?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/x-wiki': string;
        };
      };
    };
  };
  EntryExport_markdown: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/markdown': string;
        };
      };
    };
  };
  EntryExport_csv: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
    };
  };
  EntryExport_cloudEvents: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/cloudevents-batch+json': string;
        };
      };
    };
  };
  EntryExport_ndjson: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
        };
      };
    };
  };
  EntryExport_atom: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
        /** @description Entries of a page. */
        limit?: number;
        /** @description Cursor of an older page, as its link `next` has it. */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/atom+xml': string;
        };
      };
    };
  };
  EntryHistogram_histogram: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
        /** @description Periods of UTC; unless told, as fits the range. */
        by?: 'hour' | 'day' | 'month';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HistogramView'];
        };
      };
    };
  };
  EntryPreview_preview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LogEntryRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntryPreviewView'];
        };
      };
    };
  };
  LogEntries_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. It is a place between entries: with the other order, what is on its other side. */
        after?: string;
        /** @description Which comes first; newest, unless told. */
        order?: 'newest' | 'oldest';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogEntryList'];
        };
      };
    };
  };
  LogEntries_log: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LogEntryRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogEntryView'];
        };
      };
    };
  };
  LogEntries_batch: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BatchItem'][];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchAnswer'];
        };
      };
    };
  };
  LogEntries_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogEntryView'];
        };
      };
    };
  };
  LogEntries_history: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HistoryView'];
        };
      };
    };
  };
  LogEntries_receipt: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReceiptView'];
        };
      };
    };
  };
  LogEntries_amend: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AmendRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogEntryView'];
        };
      };
    };
  };
  LogEntries_retract: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RetractRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogEntryView'];
        };
      };
    };
  };
  LogEntries_redact: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RedactRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RedactedEntryView'];
        };
      };
    };
  };
  Operations_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only in this log. */
        log?: string;
        /** @description Only with this name, such as sre.hosts.reboot. */
        name?: string;
        /** @description Only by this actor. */
        actor?: string;
        /** @description Only on this host. */
        host?: string;
        /** @description Only what was in a log or on a host of this component or of its parts, as it was then. */
        component?: string;
        /** @description Begun at or after this instant or day. */
        from?: string;
        /** @description Begun before this instant, or on or before this day. */
        to?: string;
        /** @description Not ended before this instant or day: with `to`, what ran during a time. What is in flight or abandoned has not ended. */
        endsAfter?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OperationList'];
        };
      };
    };
  };
  Operations_inFlight: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only in this log. */
        log?: string;
        /** @description Only with this name, such as sre.hosts.reboot. */
        name?: string;
        /** @description Only by this actor. */
        actor?: string;
        /** @description Only on this host. */
        host?: string;
        /** @description Only what was in a log or on a host of this component or of its parts, as it was then. */
        component?: string;
        /** @description Begun at or after this instant or day. */
        from?: string;
        /** @description Begun before this instant, or on or before this day. */
        to?: string;
        /** @description Not ended before this instant or day: with `to`, what ran during a time. What is in flight or abandoned has not ended. */
        endsAfter?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OperationList'];
        };
      };
    };
  };
  Operations_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OperationView'];
        };
      };
    };
  };
  Operations_close: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CloseRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OperationView'];
        };
      };
    };
  };
  Sal_wiki: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
        /** @description Level of the headings of days. */
        level?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/x-wiki': string;
        };
      };
    };
  };
  Sal_markdown: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/markdown': string;
        };
      };
    };
  };
  Sal_csv: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
    };
  };
  Sal_cloudEvents: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/cloudevents-batch+json': string;
        };
      };
    };
  };
  Sal_ndjson: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
        };
      };
    };
  };
  Sal_atom: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only these logs; may be repeated. */
        log?: string[];
        /** @description Words over message and actor; `"a phrase"`, `pref*`, `-without`. */
        q?: string;
        /** @description Who did it: a name, or any alias of a person. */
        actor?: string;
        /** @description A host, short or fully qualified. */
        host?: string;
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then. */
        component?: string;
        /** @description A task, such as T123456. */
        task?: string;
        /** @description A Gerrit change number or Change-Id. */
        change?: string;
        /** @description A tag, without the #. */
        tag?: string;
        /** @description Name of an operation, such as sre.hosts.reboot, or its id. */
        operation?: string;
        /** @description What became of it. */
        status?: 'logged' | 'amended' | 'retracted' | 'redacted';
        /** @description At or after: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22). */
        from?: string;
        /** @description Before: an instant (2026-11-22T17:05:09Z) or a day (2026-11-22); a day is included. */
        to?: string;
        /** @description On this UTC day (2026-11-22). */
        on?: string;
        /** @description Entries of a page. */
        limit?: number;
        /** @description Cursor of an older page, as its link `next` has it. */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/atom+xml': string;
        };
      };
    };
  };
  Imports_import: {
    parameters: {
      query?: {
        /** @description Only say what would become of each. */
        dryRun?: 'true' | 'false';
        /** @description Make logs that are not there. */
        createLogs?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': (components['schemas']['EntryToImport'] | components['schemas']['LineToKeep'])[];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportAnswer'];
        };
      };
    };
  };
  Imports_lines: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only of this log. */
        log?: string;
        /** @description Only of this wiki page. */
        page?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LineList'];
        };
      };
    };
  };
  NoticePolicies_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyList'];
        };
      };
    };
  };
  NoticePolicies_create: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PolicyRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyView'];
        };
      };
    };
  };
  NoticePolicies_templates: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplateList'];
        };
      };
    };
  };
  NoticePolicies_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyView'];
        };
      };
    };
  };
  NoticePolicies_history: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyHistory'];
        };
      };
    };
  };
  NoticePolicies_proposeNext: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RulesRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyView'];
        };
      };
    };
  };
  NoticePolicies_approve: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['VersionRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyView'];
        };
      };
    };
  };
  NoticePolicies_adopt: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['VersionReasonRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyView'];
        };
      };
    };
  };
  NoticePolicies_withdraw: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['VersionReasonRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyView'];
        };
      };
    };
  };
  RiskImport_import: {
    parameters: {
      query?: {
        /** @description Redundancy groups of which the events take a part away. */
        groups?: string[];
        /** @description Components that the events touch, by name. */
        components?: string[];
        /** @description Whose work it is. */
        vendor?: string;
        /** @description Change nothing, say what would be done. */
        dryRun?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'text/calendar': string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RiskImportAnswer'];
        };
      };
    };
  };
  RedundancyRisks_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only those of this kind. */
        kind?: 'vendor-work' | 'fault';
        /** @description Only those of this redundancy group. */
        group?: string;
        /** @description Only those that name this component. */
        component?: string;
        /** @description Only those that last beyond this instant or day. */
        from?: string;
        /** @description Only those that begin before this instant, or by the end of this day. */
        to?: string;
        /** @description Only those that are under way or still to come (true), or over (false). */
        open?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RiskList'];
        };
      };
    };
  };
  RedundancyRisks_record: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RiskRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RiskView'];
        };
      };
    };
  };
  RedundancyRisks_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RiskView'];
        };
      };
    };
  };
  RedundancyRisks_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RiskPatch'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RiskView'];
        };
      };
    };
  };
  RedundancyRisks_history: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RiskHistory'];
        };
      };
    };
  };
  RedundancyRisks_end: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RiskEndRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RiskView'];
        };
      };
    };
  };
  RedundancyRisks_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RiskReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RiskView'];
        };
      };
    };
  };
  WindowReads_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only in these states: draft, scheduled, in-progress, completed, cancelled. */
        status?: string[];
        /** @description Only what affects this component: it, what it is a part of, or its parts. */
        component?: string;
        /** @description Lasting into the time from this instant or day on. */
        from?: string;
        /** @description Begun before this instant, or on or before this day. */
        to?: string;
        /** @description Only of this kind of downtime. */
        kind?: 'all-services' | 'network' | 'database' | 'read-only' | 'restarts' | 'degraded' | 'other';
        /** @description Only those for which this person answers. */
        responsible?: string;
        /** @description Only with this task. */
        task?: string;
        /** @description Only of this series. */
        series?: string;
        /** @description A part of its title or text. */
        q?: string;
        /** @description Which comes first by its start. */
        order?: 'newest' | 'oldest';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowList'];
        };
      };
    };
  };
  MaintenanceWindows_draft: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WindowRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  MaintenanceWindows_check: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WindowRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AssessmentView'];
        };
      };
    };
  };
  WindowReads_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  MaintenanceWindows_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WindowPatch'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  MaintenanceWindows_schedule: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ScheduleRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  MaintenanceWindows_reschedule: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RescheduleRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  MaintenanceWindows_hold: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WindowReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  MaintenanceWindows_release: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WindowReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  MaintenanceWindows_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WindowReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  MaintenanceWindows_start: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StartRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  MaintenanceWindows_extend: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ExtendRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  MaintenanceWindows_complete: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CompleteRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WindowView'];
        };
      };
    };
  };
  WindowReads_calendar: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only what affects this component, what it is a part of, or its parts. */
        component?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/calendar': string;
        };
      };
    };
  };
  WindowReads_history: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StreamHistory'];
        };
      };
    };
  };
  WindowReads_overlaps: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OverlapList'];
        };
      };
    };
  };
  WindowReads_entries: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogEntryList'];
        };
      };
    };
  };
  WindowReads_operations: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OperationList'];
        };
      };
    };
  };
  WindowSeries_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeriesList'];
        };
      };
    };
  };
  WindowSeries_plan: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SeriesRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeriesView'];
        };
      };
    };
  };
  WindowSeries_preview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SeriesTimesRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OccurrenceList'];
        };
      };
    };
  };
  WindowSeries_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeriesView'];
        };
      };
    };
  };
  WindowSeries_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SeriesPatch'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeriesView'];
        };
      };
    };
  };
  WindowSeries_history: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StreamHistory'];
        };
      };
    };
  };
  WindowSeries_skip: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SkipRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeriesView'];
        };
      };
    };
  };
  WindowSeries_end: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EndSeriesRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeriesView'];
        };
      };
    };
  };
  Channels_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChannelList'];
        };
      };
    };
  };
  Channels_add: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChannelRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChannelView'];
        };
      };
    };
  };
  Channels_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChannelView'];
        };
      };
    };
  };
  Channels_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChannelPatch'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChannelView'];
        };
      };
    };
  };
  Channels_history: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StreamHistory'];
        };
      };
    };
  };
  Channels_retire: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChannelReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChannelView'];
        };
      };
    };
  };
  Channels_secret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChannelSecretView'];
        };
      };
    };
  };
  Channels_rotate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChannelSecretView'];
        };
      };
    };
  };
  Subscriptions_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only in this state. */
        status?: 'requested' | 'active' | 'ended';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SubscriptionList'];
        };
      };
    };
  };
  Subscriptions_subscribe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SubscribeRequest'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SubscribedView'];
        };
      };
    };
  };
  Subscriptions_get: {
    parameters: {
      query?: {
        /** @description From the link in a mail. */
        proof?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OwnSubscriptionView'];
        };
      };
    };
  };
  Subscriptions_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeSubscriptionRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OwnSubscriptionView'];
        };
      };
    };
  };
  Subscriptions_history: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StreamHistory'];
        };
      };
    };
  };
  Subscriptions_confirm: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ProofRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OwnSubscriptionView'];
        };
      };
    };
  };
  Subscriptions_unsubscribePage: {
    parameters: {
      query?: {
        /** @description From the link in a mail. */
        proof?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  Subscriptions_unsubscribe: {
    parameters: {
      query?: {
        /** @description From the link in a mail. */
        proof?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OwnSubscriptionView'];
        };
      };
    };
  };
  Subscriptions_end: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EndSubscriptionRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OwnSubscriptionView'];
        };
      };
    };
  };
  AnnouncementFeed_feed: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Only about this component, what it is a part of, or its parts. */
        component?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/atom+xml': string;
        };
      };
    };
  };
  Announcements_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only in this state. */
        status?: 'draft' | 'sent' | 'discarded';
        /** @description Only of this kind. */
        kind?: 'advance' | 'starting' | 'ended' | 'delayed' | 'rescheduled' | 'cancelled' | 'update' | 'outage';
        /** @description Only about this window. */
        window?: string;
        /** @description Only about this component, what it is a part of, or its parts. */
        component?: string;
        /** @description A part of its subject or text. */
        q?: string;
        /** @description Composed at or after this instant or day. */
        from?: string;
        /** @description Composed before this instant, or on or before this day. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementList'];
        };
      };
    };
  };
  Announcements_compose: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ComposeRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementView'];
        };
      };
    };
  };
  Announcements_lint: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LintRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LintAnswer'];
        };
      };
    };
  };
  Announcements_preview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ComposeRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PreviewView'];
        };
      };
    };
  };
  Announcements_recordNew: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RecordNewRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementView'];
        };
      };
    };
  };
  Announcements_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementView'];
        };
      };
    };
  };
  Announcements_edit: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EditRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementView'];
        };
      };
    };
  };
  Announcements_history: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StreamHistory'];
        };
      };
    };
  };
  Announcements_send: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SendRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementView'];
        };
      };
    };
  };
  Announcements_recordSent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RecordSentRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementView'];
        };
      };
    };
  };
  Announcements_see: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SeenRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementView'];
        };
      };
    };
  };
  Announcements_settle: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SettleRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementView'];
        };
      };
    };
  };
  Announcements_discard: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AnnouncementReason'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementView'];
        };
      };
    };
  };
  Deliveries_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeliveryList'];
        };
      };
    };
  };
  Deliveries_mails: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailSourceList'];
        };
      };
    };
  };
  Deliveries_sending: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SendingView'];
        };
      };
    };
  };
  Deliveries_resume: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ResumeRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SendingView'];
        };
      };
    };
  };
  Obligations_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only about this window. */
        window?: string;
        /** @description Only in this state. */
        state?: 'pending' | 'met' | 'late' | 'missed' | 'waived' | 'void';
        /** @description Only of this kind. */
        kind?: 'advance' | 'starting' | 'ended' | 'delayed' | 'rescheduled' | 'cancelled' | 'promise';
        /** @description Due at this instant or day, or later. Without `from`, `to` and `window`: due within 31 days before or after now. */
        from?: string;
        /** @description Due before this instant, or on or before this day; without it also promises that do not say when, last, where their windows last beyond `from`. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ObligationList'];
        };
      };
    };
  };
  Obligations_get: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Id of the window; without it, a promise about no window. */
        window?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ObligationView'];
        };
      };
    };
  };
  Obligations_waive: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WaiveRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ObligationView'];
        };
      };
    };
  };
  Obligations_compliance: {
    parameters: {
      query: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description From the windows that start in this month on. */
        from: string;
        /** @description To those of this month. */
        to: string;
        /** @description Only of this component and its parts. */
        component?: string;
        /** @description Only of this kind of downtime. */
        kind?: 'all-services' | 'network' | 'database' | 'read-only' | 'restarts' | 'degraded' | 'other';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ComplianceTable'];
        };
      };
    };
  };
  Obligations_notice: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NoticeView'];
        };
      };
    };
  };
  Obligations_announcements: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnnouncementList'];
        };
      };
    };
  };
  Timeline_list: {
    parameters: {
      query?: {
        /** @description Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234). */
        asOf?: string;
        /** @description Rows of a page. */
        limit?: number;
        /** @description Cursor of the page before: its `page.next`. */
        after?: string;
        /** @description Only these kinds: log-entry, maintenance-window, announcement; may be repeated. */
        kinds?: string[];
        /** @description A component, by name, alias or id: what is in a log or on a host of it or of its parts, and what is planned or announced for it. */
        component?: string;
        /** @description A window, by id: itself, what was announced of it, and what was done on its components while it lasted. */
        window?: string;
        /** @description Entries and windows with this task. */
        task?: string;
        /** @description Entries by somebody, and windows for which they are responsible. */
        actor?: string;
        /** @description Entries about this host. */
        host?: string;
        /** @description Entries with this Gerrit change. */
        change?: string;
        /** @description Entries of these logs; may be repeated. */
        log?: string[];
        /** @description At or after this instant or day. */
        from?: string;
        /** @description Before this instant, or on or before this day. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Timeline'];
        };
      };
    };
  };
  SalTool_home: {
    parameters: {
      query?: {
        /** @description Words over message and nick. */
        q?: string;
        /** @description Page, from 0. */
        p?: number;
        /** @description Entries of a page, 50 unless told. */
        i?: number;
        /** @description On or before this UTC day (2026-11-22). */
        d?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
    };
  };
  SalTool_projects: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
    };
  };
  SalTool_entry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
    };
  };
  SalTool_atom: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        project: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/atom+xml': string;
        };
      };
    };
  };
  SalTool_project: {
    parameters: {
      query?: {
        /** @description Words over message and nick. */
        q?: string;
        /** @description Page, from 0. */
        p?: number;
        /** @description Entries of a page, 50 unless told. */
        i?: number;
        /** @description On or before this UTC day (2026-11-22). */
        d?: string;
      };
      header?: never;
      path: {
        project: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
    };
  };
}
