/** An error whose message is what cel-go would say. */
export class CelFault extends Error {
  override readonly name: string = 'CelFault';
  /** Where in the expression it is, in UTF-16 units; absent where that is not known. */
  at?: { start: number; end: number };

  /** The same fault in other words, without a place. */
  withMessage(message: string): CelFault {
    return new CelFault(message, { cause: this });
  }
}

/** An evaluation was stopped for what it costs. */
export class UnfinishedFault extends CelFault {
  override readonly name = 'UnfinishedFault';

  override withMessage(message: string): CelFault {
    return new UnfinishedFault(message, { cause: this });
  }
}

/** An expression reads what is not known before a cluster has the object. */
export class UndecidedFault extends CelFault {
  override readonly name = 'UndecidedFault';

  override withMessage(message: string): CelFault {
    return new UndecidedFault(message, { cause: this });
  }
}
