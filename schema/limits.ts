/**
 * Every bound of the hub, with its unit in the name. Nothing else in the code
 * carries a number that a stranger could push against.
 */
export const limits = {
  /** A whole HTTP request body. */
  requestBodyBytes: 128 * 1024,
  /** The GraphQL document inside it; comments and white space count. */
  documentBytes: 16 * 1024,
  documentTokens: 2000,
  /** Selections after fragments are expanded; a bomb of nested fragments ends here. */
  recursiveSelections: 2000,
  variablesDepth: 12,
  /** Values that one operation may bring by estimate: page sizes multiplied down every path. */
  cellsPerAnswer: 100_000,
  /** What the estimate takes for a plain list, which a key, a family or a legal act bounds. */
  entriesPerPlainList: 10,
  /** Query plans that the planner may weigh for one operation. */
  plansWeighed: 1_000,
  /** What is wrong with one request, told at once. */
  errorsPerRequest: 20,

  /** `persons(personalIds:)`, `organizations(taxCodes:)` and other lists of keys. */
  keysPerList: 200,
  pageSizeDefault: 20,
  pageSizeMax: 100,
  /** Keys that one command to MongoDB may carry. */
  keysPerCommand: 500,
  /** Values inside `where: { field: { in: [...] } }`. */
  valuesPerFilter: 100,
  filterTextChars: 100,
  /** A sealed cursor; one of a text of 500 characters fits, whatever the characters are. */
  cursorChars: 4_096,
  /** A published total counts at least this many records (a design choice). */
  totalsMinimum: 10,
  totalsRows: 200,
  /** The newest position of a fishing vessel that is open, as a grid cell, is at least this old. */
  gridPositionDelayDays: 7,
  /** The greatest bound that a manifest may declare for a plain list. */
  boundedListEntries: 500,

  /** MongoDB gives up on a command of ours after this. */
  databaseCommandMs: 5_000,
  /** Rows that MongoDB sends at once; its own default of 101 would cost a second command for a long answer. */
  databaseBatchRows: 1_000,
  /** How long a command waits for a server to be chosen before the agency counts as down. */
  databaseSelectionMs: 2_000,
  databaseConnectMs: 3_000,
  databaseHeartbeatMs: 2_000,
  databaseReconnectMs: 2_000,
  /** How long a start waits for a database whose server has answered another. */
  databaseLateMs: 30_000,
  databasePoolSize: 20,

  /** One fetch from a remote subgraph. */
  remoteFetchMs: 10_000,
  remoteAnswerBytes: 8 * 1024 * 1024,

  /** Header lines of a request; one more is refused. */
  requestHeaders: 64,
  requestHeadersMs: 10_000,
  requestMs: 30_000,
  /** How often connections beyond their time are looked for. */
  connectionCheckMs: 1_000,
  shutdownMs: 10_000,

  cachedDocuments: 2_000,
  /** Text of all documents that one subgraph keeps parsed. */
  cachedDocumentChars: 1_000_000,

  /** `npm run seed -- --persons N`; the census of 2019 counted 1,486,918 in former Bình Định. */
  seedPersonsMax: 2_000_000,

  /** Embedded MongoDB: from the spawn of mongod until it is primary, recovery of its journal included. */
  mongodStartMs: 60_000,
  /** How often an embedded server that ends by itself is started again. */
  mongodRestarts: 5,
  /** SIGTERM to the end of the process, then SIGKILL; the journal keeps what was acknowledged. */
  mongodStopMs: 20_000,
  mongodPollMs: 25,
  /** `mongod --version`, the first read of 140 MB from a slow disk included. */
  mongodVersionMs: 20_000,
  /** One way of fetching mongod over the network, all retries included. */
  mongodDownloadMs: 300_000,
  /** A half-made folder in the cache that is older was left by a crash. */
  mongodPartialMs: 3_600_000,
  /** Of the storage engine; the machine is shared with everything else on a laptop. */
  mongodCacheGb: 1,
  /** How far back a change stream can resume. */
  mongodOplogMb: 990,
  /** The log is set aside at this size; one older part is kept. */
  mongodLogBytes: 10 * 1024 * 1024,
  mongodLogCheckMs: 600_000,
  /** Another program may take a free port between its choice and its use. */
  mongodPortAttempts: 3,
} as const
