package sdk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// What the SDK has for a service is read from its source.

// dir is where the source of the service's module is.
func (s service) dir() string {
	dir, _ := dirs.LoadOrStore(s.module, sync.OnceValue(func() string {
		out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/aws/aws-sdk-go-v2/service/"+s.module).Output()
		if err != nil {
			panic("go list " + s.module + ": " + err.Error())
		}
		return strings.TrimSpace(string(out))
	}))
	return dir.(func() string)()
}

var dirs sync.Map

// source are the declarations of the Go files that match a pattern.
func (s service) source(pattern string) []ast.Decl {
	paths, err := filepath.Glob(filepath.Join(s.dir(), pattern))
	if err != nil || len(paths) == 0 {
		panic("no source of " + s.module + " in " + pattern)
	}
	var out []ast.Decl
	for _, path := range paths {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			panic(err)
		}
		out = append(out, f.Decls...)
	}
	return out
}

// means are the waiters and paginators for an operation that the world serves:
// their types, with the operation's name. A paginator has the name of its
// operation; a waiter's method Wait takes its operation's input.
func (s service) means(operations []string) map[string]string {
	out := map[string]string{}
	for _, op := range operations {
		for _, d := range s.source("api_op_" + op + ".go") {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv != nil {
				continue
			}
			if name, is := strings.CutPrefix(f.Name.Name, "New"); is && (strings.HasSuffix(name, "Paginator") || strings.HasSuffix(name, "Waiter")) {
				out[name] = op
			}
		}
	}
	for _, name := range s.handwritten() {
		if op := strings.TrimSuffix(name, "Paginator"); slices.Contains(operations, op) {
			out[name] = op
		}
	}
	return out
}

// handwritten are the paginators that stand in no operation's file.
func (s service) handwritten() (out []string) {
	if s.module != "s3" {
		return nil
	}
	for _, d := range s.source("handwritten_paginators.go") {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && strings.HasPrefix(f.Name.Name, "New") {
			out = append(out, strings.TrimPrefix(f.Name.Name, "New"))
		}
	}
	return out
}

// errorTypes are the SDK's types for the errors of an operation, by code. Some
// modules know each error in each operation, and some only where their model has
// it.
func (s service) errorTypes(op string) map[string]string {
	types, _ := errorTypes.LoadOrStore(s.module, sync.OnceValue(s.readErrorTypes))
	all := types.(func() map[string]map[string]string)()
	if of, ok := all[op]; ok {
		return of
	}
	return all[""]
}

var errorTypes sync.Map

// queryCodes are the codes of the Query protocol by which the services' users
// know errors that have another name in the newer protocols: the trait
// awsQueryError in the models.
var queryCodes = map[string]map[string]string{
	"sqs": {
		"AWS.SimpleQueueService.NonExistentQueue": "QueueDoesNotExist", "QueueAlreadyExists": "QueueNameExists",
		"AWS.SimpleQueueService.BatchEntryIdsNotDistinct": "BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchRequestTooLong": "BatchRequestTooLong",
		"AWS.SimpleQueueService.EmptyBatchRequest": "EmptyBatchRequest", "AWS.SimpleQueueService.InvalidBatchEntryId": "InvalidBatchEntryId",
		"AWS.SimpleQueueService.MessageNotInflight": "MessageNotInflight", "AWS.SimpleQueueService.PurgeQueueInProgress": "PurgeQueueInProgress",
		"AWS.SimpleQueueService.QueueDeletedRecently": "QueueDeletedRecently", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest": "TooManyEntriesInBatchRequest",
		"AWS.SimpleQueueService.UnsupportedOperation": "UnsupportedOperation",
	},
	"cloudwatch": {
		"InvalidParameterValue": "InvalidParameterValueException", "InvalidParameterCombination": "InvalidParameterCombinationException",
		"MissingParameter": "MissingRequiredParameterException", "LimitExceeded": "LimitExceededFault",
	},
}

// readErrorTypes reads the types of errors, by operation and code; those under ""
// are every operation's.
func (s service) readErrorTypes() map[string]map[string]string {
	out := map[string]map[string]string{}
	if _, err := os.Stat(filepath.Join(s.dir(), "deserializers.go")); err != nil {
		out[""] = s.registeredErrors()
		return out
	}
	for _, d := range s.source("deserializers.go") {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if _, op, is := strings.Cut(f.Name.Name, "_deserializeOpError"); is {
			out[op] = deserialized(f)
		}
	}
	return out
}

// deserialized are the codes and types in a function that is a switch of
//
//	case strings.EqualFold("CODE", errorCode):
//		return PROTOCOL_deserializeErrorTYPE(response, errorBody)
func deserialized(f *ast.FuncDecl) map[string]string {
	out := map[string]string{}
	ast.Inspect(f, func(n ast.Node) bool {
		c, ok := n.(*ast.CaseClause)
		if !ok || len(c.List) != 1 {
			return true
		}
		code := c.List[0].(*ast.CallExpr).Args[0].(*ast.BasicLit).Value
		deserialize := c.Body[0].(*ast.ReturnStmt).Results[0].(*ast.CallExpr).Fun.(*ast.Ident).Name
		_, out[strings.Trim(code, `"`)], _ = strings.Cut(deserialize, "_deserializeError")
		return true
	})
	return out
}

// registeredErrors reads the method ErrorCode of each type, which returns the
// code where the answer gives no other.
func (s service) registeredErrors() map[string]string {
	out := map[string]string{}
	for _, d := range s.source("types/errors.go") {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != "ErrorCode" {
			continue
		}
		receiver := f.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name
		ast.Inspect(f, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				out[strings.Trim(l.Value, `"`)] = receiver
			}
			return true
		})
	}
	for code, name := range queryCodes[s.module] {
		if out[name] == "" {
			panic(s.module + " has no error " + name)
		}
		out[code] = out[name]
	}
	return out
}

// modelStatus is the HTTP status of an error in the service's model, where its
// module carries an answer with that error.
func (s service) modelStatus(name string) (int, bool) {
	data, err := os.ReadFile(filepath.Join(s.dir(), "response_snapshot", name+".error.snap"))
	if err != nil {
		return 0, false
	}
	line, _, _ := strings.Cut(string(data), "\n")
	n, err := strconv.Atoi(line)
	return n, err == nil
}

// complete checks that a story has told all: each operation that the world
// serves of the service, and each waiter and paginator that the SDK has for one.
// Exemptions have a reason, and must be needed.
func (w *world) complete(exempt map[string]string) {
	w.Helper()
	if w.Failed() {
		return
	}
	var all []string
	told := map[string]bool{}
	for _, op := range served() {
		if op.Service == w.service.name {
			all = append(all, op.Name)
			told[op.Name] = w.done[op.ID()]
		}
	}
	for name := range w.service.means(all) {
		told[name] = w.used[name]
	}
	for name, done := range told {
		switch reason := exempt[name]; {
		case !done && reason == "":
			w.Errorf("%s is not in the story", name)
		case done && reason != "":
			w.Errorf("%s is in the story, and needs no exemption: %s", name, reason)
		}
	}
	for name := range exempt {
		if _, known := told[name]; !known {
			w.Errorf("%s is exempt, and nobody knows it", name)
		}
	}
}

func sameNames(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// The SDK has a client's method for every operation that the world serves.
func TestTheSDKHasAllThatIsServed(t *testing.T) {
	clients := map[string]any{}
	for _, s := range services {
		clients[s.name] = s.client(config("http://127.0.0.1:1"))
	}
	seen := map[string]bool{}
	for _, op := range served() {
		s := serviceBy(t, op.Service)
		method(t, clients[s.name], op.Name)
		seen[s.name] = true
	}
	for _, s := range services {
		if !seen[s.name] {
			t.Errorf("the world serves nothing of %s", s.name)
		}
	}
}
