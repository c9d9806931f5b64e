/** The part of the WebAssembly API that is used here; Node's types leave it to those of browsers. */
declare global {
  namespace WebAssembly {
    interface Instance {
      readonly exports: Readonly<Record<string, unknown>>;
    }
    function compile(bytes: Uint8Array): Promise<Module>;
    function instantiate(module: Module, imports: Readonly<Record<string, unknown>>): Promise<Instance>;
  }
}

export {};
