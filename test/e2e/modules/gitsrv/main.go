// gitsrv serves bare repositories over HTTP with git's own http-backend, to those who read and those who push.
package main

import (
	"flag"
	"log"
	"net/http"
	"net/http/cgi"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:18080", "listen address")
	root := flag.String("root", ".", "folder of the bare repositories")
	flag.Parse()
	out, err := exec.Command("git", "--exec-path").Output()
	if err != nil {
		log.Fatal(err)
	}
	backend := filepath.Join(strings.TrimSpace(string(out)), "git-http-backend")
	env := []string{
		"GIT_PROJECT_ROOT=" + *root, "GIT_HTTP_EXPORT_ALL=1",
		"GIT_CONFIG_COUNT=2",
		"GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*",
		"GIT_CONFIG_KEY_1=http.receivepack", "GIT_CONFIG_VALUE_1=true",
	}
	log.Fatal(http.ListenAndServe(*addr, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler := cgi.Handler{Path: backend, Env: env}
		if protocol := r.Header.Get("Git-Protocol"); protocol != "" {
			handler.Env = append([]string{"GIT_PROTOCOL=" + protocol}, env...)
		}
		handler.ServeHTTP(w, r)
	})))
}
