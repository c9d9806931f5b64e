/** An error whose message is what cel-go would say. */
export class CelFault extends Error {
  override readonly name: string = 'CelFault';
  /** Where in the expression it is, in UTF-16 units; absent where that is not known. */
  at?: { start: number; end: number };
}

/** An evaluation was stopped for what it costs. */
export class UnfinishedFault extends CelFault {
  override readonly name = 'UnfinishedFault';
}

/** An expression reads what is not known before a cluster has the object. */
export class UndecidedFault extends CelFault {
  override readonly name = 'UndecidedFault';
}
