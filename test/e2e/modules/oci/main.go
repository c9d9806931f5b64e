// oci serves a registry of container images from memory, and answers to `flux push artifact URL` with the library of the Flux CLI, whose
// own module cannot be built from a module proxy: it embeds files that only its releases have.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/fluxcd/pkg/oci"
	"github.com/google/go-containerregistry/pkg/registry"
)

func main() {
	if len(os.Args) > 3 && os.Args[1] == "push" && os.Args[2] == "artifact" {
		if err := push(os.Args[3], os.Args[4:]); err != nil {
			log.Fatal(err)
		}
		return
	}
	addr := flag.String("addr", "127.0.0.1:18081", "listen address")
	flag.Parse()
	log.Fatal(http.ListenAndServe(*addr, registry.New()))
}

// push does what cmd/flux/push_artifact.go of github.com/fluxcd/flux2 does.
func push(ociURL string, args []string) error {
	flags := flag.NewFlagSet("push artifact", flag.ExitOnError)
	path := flags.String("path", "", "folder of the artifact")
	source := flags.String("source", "", "URL of the repository")
	revision := flags.String("revision", "", "revision of the repository")
	ignore := flags.String("ignore-paths", "", "comma-separated paths in the form of .gitignore")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *path == "" || *source == "" || *revision == "" || flags.NArg() > 0 {
		return fmt.Errorf("usage: flux push artifact URL --path=PATH --source=URL --revision=REVISION [--ignore-paths=PATHS]")
	}
	url, err := oci.ParseArtifactURL(ociURL)
	if err != nil {
		return err
	}
	options := []oci.PushOption{oci.WithPushMetadata(oci.Metadata{Source: *source, Revision: *revision})}
	if *ignore != "" {
		options = append(options, oci.WithPushIgnorePaths(strings.Split(*ignore, ",")...))
	}
	digest, err := oci.NewClient(oci.DefaultOptions()).Push(context.Background(), url, *path, options...)
	if err != nil {
		return err
	}
	fmt.Println(digest)
	return nil
}
