package main

import (
	"bytes"
	"encoding/json"
	"strings"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/authentication/user"
)

// request is the creation of an object, or its update when an old one is there.
type request struct {
	attributes *admission.VersionedAttributes
	resource   schema.GroupVersionResource
	params     runtime.Object
}

func newRequest(q question) (*request, error) {
	object, err := fromJSON(q.Object)
	if err != nil {
		return nil, err
	}
	old, err := fromJSON(q.OldObject)
	if err != nil {
		return nil, err
	}
	params, err := fromJSON(q.Params)
	if err != nil {
		return nil, err
	}
	kind := object.GroupVersionKind()
	resource, _ := meta.UnsafeGuessKindToResource(kind)
	r := &request{resource: resource}
	operation := admission.Create
	var oldObject runtime.Object
	if old != nil {
		operation, oldObject = admission.Update, old
	}
	if params != nil {
		r.params = params
	}
	attributes := admission.NewAttributesRecord(object, oldObject, kind, object.GetNamespace(), object.GetName(), resource, "",
		operation, nil, false, &user.DefaultInfo{Name: "tester"})
	r.attributes, err = admission.NewVersionedAttributes(attributes, kind, interfaces())
	return r, err
}

func interfaces() admission.ObjectInterfaces {
	return admission.NewObjectInterfacesFromScheme(runtime.NewScheme())
}

// fromJSON reads numbers as int64 or float64, as the API server does; nil for nothing.
func fromJSON(raw json.RawMessage) (*unstructured.Unstructured, error) {
	text := bytes.TrimSpace(raw)
	if len(text) == 0 || strings.EqualFold(string(text), "null") {
		return nil, nil
	}
	u := &unstructured.Unstructured{}
	return u, u.UnmarshalJSON(text)
}
