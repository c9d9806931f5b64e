/** The part of the WebAssembly API that is used here, for programs of Go; Node's types leave it to browsers. */
declare global {
  namespace WebAssembly {
    interface Instance {
      readonly exports: Readonly<Record<string, unknown>> & {
        readonly mem: { readonly buffer: ArrayBuffer };
      };
    }
    function compile(bytes: Uint8Array): Promise<object>;
    function instantiate(module: object, imports: Readonly<Record<string, unknown>>): Promise<Instance>;
  }
}

export {};
