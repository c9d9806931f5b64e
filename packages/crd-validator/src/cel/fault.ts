/** An error whose message is what cel-go would say. */
export class CelFault extends Error {
  override readonly name = 'CelFault';
}
