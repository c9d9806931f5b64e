package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	structuraldefaulting "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	apiservervalidation "k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresource"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/rest"
	"sigs.k8s.io/yaml"
)

// strategy is the part of a custom resource's storage that checks objects.
type strategy interface {
	rest.RESTCreateStrategy
	rest.RESTUpdateStrategy
}

type version struct {
	structural *structuralschema.Structural
	strategy   strategy
}

type crd struct {
	gk         schema.GroupKind
	namespaced bool
	versions   map[string]*version
}

// crdStore holds loaded CRDs by file.
type crdStore map[string]*crd

func (s crdStore) find(path string, object map[string]any) (*crd, error) {
	files := []string{path}
	if st, err := os.Stat(path); err != nil {
		return nil, err
	} else if st.IsDir() {
		files, _ = filepath.Glob(filepath.Join(path, "*.yaml"))
	}
	apiVersion, _ := object["apiVersion"].(string)
	kind, _ := object["kind"].(string)
	wanted := schema.GroupKind{Group: strings.Split(apiVersion, "/")[0], Kind: kind}
	for _, file := range files {
		if s[file] == nil {
			raw, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			if s[file], err = load(raw); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
		}
		c := s[file]
		if len(files) > 1 && c.gk != wanted {
			continue
		}
		return c, nil
	}
	return nil, fmt.Errorf("no CRD for %s in %s", wanted, path)
}

// load does what the API server does when a CRD is installed.
func load(raw []byte) (*crd, error) {
	in := &apiextensionsv1.CustomResourceDefinition{}
	if err := yaml.Unmarshal(raw, in); err != nil {
		return nil, err
	}
	apiextensionsv1.SetDefaults_CustomResourceDefinition(in)
	apiextensionsv1.SetDefaults_CustomResourceDefinitionSpec(&in.Spec)
	out := &crd{
		gk:         schema.GroupKind{Group: in.Spec.Group, Kind: in.Spec.Names.Kind},
		namespaced: in.Spec.Scope == apiextensionsv1.NamespaceScoped,
		versions:   map[string]*version{},
	}
	for _, v := range in.Spec.Versions {
		if v.Schema == nil || v.Schema.OpenAPIV3Schema == nil {
			continue
		}
		made, err := newVersion(v, out.namespaced, schema.GroupVersionKind{Group: out.gk.Group, Version: v.Name, Kind: out.gk.Kind})
		if err != nil {
			return nil, err
		}
		out.versions[v.Name] = made
	}
	return out, nil
}

func newVersion(v apiextensionsv1.CustomResourceDefinitionVersion, namespaced bool, gvk schema.GroupVersionKind) (*version, error) {
	validation := &apiextensions.CustomResourceValidation{}
	if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(v.Schema, validation, nil); err != nil {
		return nil, err
	}
	structural, err := structuralschema.NewStructural(validation.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	if err := structuraldefaulting.PruneDefaults(structural); err != nil {
		return nil, err
	}
	validator, _, err := apiservervalidation.NewSchemaValidator(validation.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	subresources := &apiextensions.CustomResourceSubresources{}
	if v.Subresources != nil {
		if err := apiextensionsv1.Convert_v1_CustomResourceSubresources_To_apiextensions_CustomResourceSubresources(v.Subresources, subresources, nil); err != nil {
			return nil, err
		}
	}
	strategy := customresource.NewStrategy(
		typer{}, namespaced, gvk, validator, nil, structural, subresources.Status, subresources.Scale, v.SelectableFields,
	)
	return &version{structural, strategy}, nil
}

// typer knows every object by what it says of itself.
type typer struct{}

func (typer) ObjectKinds(obj runtime.Object) ([]schema.GroupVersionKind, bool, error) {
	return []schema.GroupVersionKind{obj.GetObjectKind().GroupVersionKind()}, false, nil
}

func (typer) Recognizes(schema.GroupVersionKind) bool { return true }
