//go:build js && wasm

// Command kubeconform-wasm is kubeconform inside a JavaScript worker.
//
// It takes `options` (JSON, see options in validate.go) from the global object `kubeconform`, puts there
//
//	validate(name, text, answer)  checks the documents of a text and calls answer(RESULTS as JSON, whether all)
//
// and calls `ready()`, or `refused(MESSAGE)` when the options make no validator. Schemas are read through the
// global `fs`, below schemaRoot.
package main

import (
	"encoding/json"
	"syscall/js"
)

func main() {
	host := js.Global().Get("kubeconform")
	var o options
	if err := json.Unmarshal([]byte(host.Get("options").String()), &o); err != nil {
		host.Call("refused", err.Error())
		return
	}
	e, err := newEngine(o)
	if err != nil {
		host.Call("refused", err.Error())
		return
	}
	host.Set("validate", js.FuncOf(func(_ js.Value, args []js.Value) any {
		name, text, answer := args[0].String(), args[1].String(), args[2]
		// Reading a schema may wait for the event loop, which a callback from JavaScript must not.
		go e.validate(name, text, func(part []result, all bool) { answer.Invoke(encode(part), all) })
		return nil
	}))
	host.Call("ready")
	select {}
}
