package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// policy says which packages of the project may import which. A line is
// "package: what it may import   # why". It is a statement of the design, not
// of the present: relaxing a line is a design decision, not a fix for a build.
// "engine/…" stands for a package and all below it.
const policy = `
engine/sim:             # the kernel knows neither AWS nor anything above it
engine/aws:             # words shared by all services; no service and no time
engine/aws/access:      engine/aws                                  # policies of resources, for the services that have them
engine/fidelity:        # a table; everybody may cite it, so it cites nobody
engine/sandbox:         # a VM with budgets; it has never heard of Lambda
engine/sts:             engine/sim engine/aws                       # services see the kernel, the words and services below them
engine/iam:             engine/sim engine/aws engine/fidelity       # same
engine/cloudwatch/metricmath: # a language; it knows no metric
engine/cloudwatch/logpattern: # a language; it knows no log group
engine/cloudwatch:      engine/sim engine/aws engine/fidelity engine/billing engine/cloudwatch/metricmath engine/cloudwatch/logpattern   # same; meters logs, metrics and alarms; whom alarms tell is an interface
engine/ec2/credits:     engine/fidelity                             # arithmetic; it knows neither instances nor the clock
engine/ec2/spot:        engine/fidelity                             # arithmetic; it knows neither instances nor the clock
engine/elb/health:      # a state machine; it knows neither targets nor the clock
engine/elb/rule:        engine/aws                                  # which rule a request falls under; it knows no listener
engine/ec2/instancetype: # a table of what instance types have and cost; it knows no instance
engine/billing/coverage: engine/fidelity                            # arithmetic; it knows neither meters nor the clock
engine/billing:         engine/sim engine/aws engine/fidelity engine/ec2/instancetype engine/billing/coverage   # same; below all services, for each turns its own meters; the hourly prices stand in the table of types
engine/s3:              engine/sim engine/aws engine/fidelity engine/billing   # same; meters requests and storage; what it notifies is an interface
engine/httpevent:       engine/sim engine/aws engine/fidelity       # what a function is told of a request; it routes nothing
engine/sqs:             engine/sim engine/aws engine/aws/access engine/fidelity engine/cloudwatch engine/billing   # same; reports and meters
engine/sns:             engine/sim engine/aws engine/aws/access engine/fidelity engine/cloudwatch engine/billing engine/events/pattern   # same; filter policies are patterns; where it delivers to is an interface
engine/events/pattern:  # a language; it knows no bus and no rule
engine/events/schedule: # arithmetic on calendars
engine/events/retry:    engine/aws                                  # what is tried again, and when
engine/events/due:      engine/sim                                  # the next time of a schedule in the queue
engine/events/scheduler: engine/sim engine/aws engine/fidelity engine/cloudwatch engine/billing engine/events/schedule engine/events/retry engine/events/due   # a service beside the buses; where it delivers to is an interface
engine/events:          engine/sim engine/aws engine/fidelity engine/cloudwatch engine/billing engine/events/pattern engine/events/schedule engine/events/retry engine/events/due   # same; where it delivers to is an interface
engine/apigateway:      engine/sim engine/aws engine/fidelity engine/cloudwatch engine/billing engine/httpevent   # same; what runs behind an API is an interface
engine/ec2/ec2api:      engine/sim engine/aws engine/fidelity       # manners that all operations of the EC2 API share; it knows no resource
engine/guest/shell:     # a shell; what commands do is an interface
engine/guest:           engine/sim engine/aws engine/sandbox engine/machine engine/guest/shell engine/vpc   # what runs inside a machine; the machine is an interface
engine/vpc:             engine/sim engine/aws engine/fidelity engine/billing engine/ec2/ec2api   # the network below whatever has an address; its operations are EC2's
engine/ec2/timing:      engine/sim engine/fidelity                  # how long a start takes, for the service and the planner
engine/ec2/planning:    engine/sim engine/fidelity engine/billing engine/ec2/instancetype engine/ec2/credits engine/ec2/timing engine/autoscaling/policy engine/machine engine/measure engine/traffic   # a model without accounts and networks: requests, instances, costs; it scales by the arithmetic that groups scale by
engine/ec2/hpc:          engine/sim engine/fidelity engine/billing engine/ec2/instancetype   # a formula and a bill; it knows no instance that runs
engine/ec2:             engine/sim engine/aws engine/fidelity engine/billing engine/billing/coverage engine/ec2/ec2api engine/ec2/instancetype engine/ec2/credits engine/ec2/hpc engine/ec2/timing engine/ec2/spot engine/vpc engine/guest engine/cloudwatch engine/sandbox   # instances have a type and a place in the network, and turn meters; whom they may act as is an interface
engine/elb:             engine/sim engine/aws engine/fidelity engine/billing engine/cloudwatch engine/vpc engine/ec2 engine/elb/health engine/elb/rule   # nodes are interfaces, targets are instances; reports and meters
engine/autoscaling/policy: # arithmetic; it knows neither groups nor time
engine/autoscaling:     engine/sim engine/aws engine/fidelity engine/cloudwatch engine/ec2 engine/ec2/ec2api engine/ec2/instancetype engine/vpc engine/events/schedule engine/autoscaling/policy   # groups launch instances and make alarms; target groups are an interface
engine/savingsplans:    engine/sim engine/aws engine/fidelity engine/billing engine/billing/coverage engine/ec2/instancetype   # commitments; what they cover is the bill's
engine/wire:            engine/aws                                  # codecs over the definitions; they know no service's code and no network
engine/machine:         engine/sim engine/fidelity                  # a computer inside, for whatever has one; it has never heard of AWS
engine/traffic:         engine/sim engine/aws engine/fidelity       # load is calls within the world, made through an interface
engine/lambda/scaling:  engine/sim engine/aws engine/fidelity       # who is admitted; it knows neither environments nor events
engine/measure:         engine/sim                                  # statistics of planning models; it knows nothing of what is planned
engine/lambda/planning: engine/sim engine/aws engine/fidelity engine/billing engine/lambda/scaling engine/traffic engine/measure   # a model without programs: arrivals, environments, costs
engine/lambda:          engine/sim engine/aws engine/fidelity engine/sandbox engine/iam engine/cloudwatch engine/billing engine/s3 engine/sqs engine/events/pattern engine/httpevent engine/lambda/scaling   # runs programs, writes logs, meters, reads code from S3, polls queues
engine:                 engine/…                                    # the one door to all services; not to the console above it
engine/console:         engine engine/…                             # the command line in the world
engine/transcript:      engine engine/…                             # scripts and saves are command lines, so above the console
engine/enginetest:      engine engine/…                             # random worlds for the laws
quiz:                   # questions and grades are values
quiz/recall:            # arithmetic
quiz/progress:          quiz quiz/recall                            # the record of answers
lessons/live:           engine engine/… quiz                        # expressions and stages over a world
lessons/lab:            engine engine/… lessons/live quiz           # labs are judged on a world's history
lessons:                engine engine/… quiz lessons/live lessons/lab   # a course is parsed into values; it knows no terminal
lessons/check:          engine engine/… quiz lessons lessons/…      # proves a course
ui/…:                   engine engine/… quiz quiz/… lessons lessons/… ui/…   # screens read the world; nobody below knows a screen
ui:                     engine engine/… quiz quiz/… lessons lessons/… ui/…   # same
content:                # bytes only
cmd/skylab/endpoint:    engine engine/…                             # HTTP to a world; it knows neither lessons nor screens
cmd/skylab:             cmd/skylab/endpoint content engine engine/… quiz quiz/… lessons lessons/… ui ui/…   # wires everything
`

// outside says where a third-party module may be imported, by prefix, and why.
const outside = `
charm.land/                    ui cmd                      # the terminal is a matter of the screens
github.com/charmbracelet/      ui cmd                      # same
modernc.org/libquickjs         engine/sandbox              # one place where learners' code runs
modernc.org/libc               engine/sandbox              # same
modernc.org/sqlite             quiz/progress               # one place that keeps the record
github.com/yuin/goldmark       lessons                     # Markdown is parsed once, into blocks
github.com/expr-lang/expr      lessons                     # expressions belong to lessons
github.com/spf13/              cmd                         # flags belong to the program
github.com/fxamacker/cbor/     engine/wire                 # one of the protocols is CBOR
golang.org/x/net/              cmd                         # a bound on connections
mvdan.cc/sh/                   engine/guest/shell          # user data is bash
github.com/goccy/go-yaml       engine/ec2 lessons cmd      # cloud-config, front matter and plans are YAML
github.com/jmespath-community/ engine/console lessons/live # the query language of the AWS CLI
`

// forbidden are calls that would let the host's clock or luck into a world.
var forbidden = map[string]string{
	"time.Now": "time comes from the kernel", "time.Sleep": "nothing waits in the engine",
	"time.After": "nothing waits in the engine", "time.Tick": "nothing waits in the engine",
	"time.NewTimer": "nothing waits in the engine", "time.NewTicker": "nothing waits in the engine",
	"time.Since": "time comes from the kernel", "time.Until": "time comes from the kernel",
	"os.Open": "files are the caller's", "os.ReadFile": "files are the caller's", "os.WriteFile": "files are the caller's",
	"os.Getenv": "the host's environment is not the world's", "net.Dial": "no network", "net.Listen": "no network",
}

func TestImportPolicy(t *testing.T) {
	allowed := parsePolicy(t)
	eachFile(t, "", func(pkg, path string, f *ast.File) {
		if strings.HasSuffix(path, "_test.go") {
			return // tests may reach sideways for fixtures
		}
		rule, ok := match(allowed, pkg)
		if !ok {
			t.Errorf("%s: package %s is not in the policy: say there what it may import, and why", path, pkg)
			return
		}
		for _, imp := range f.Imports {
			name := strings.Trim(imp.Path.Value, `"`)
			if own, is := strings.CutPrefix(name, "skylab/"); is {
				if !permitted(rule, own) {
					t.Errorf("%s: %s may not import %s (policy in cmd/skylab/deps_test.go)", path, pkg, own)
				}
				continue
			}
			checkOutside(t, path, pkg, name)
		}
	})
}

func parsePolicy(t *testing.T) map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(policy) {
		rule, why, ok := strings.Cut(strings.TrimSpace(line), "#")
		if strings.TrimSpace(rule) == "" {
			continue
		}
		if !ok || strings.TrimSpace(why) == "" {
			t.Errorf("policy line %q gives no reason", line)
		}
		pkg, imports, _ := strings.Cut(rule, ":")
		out[strings.TrimSpace(pkg)] = strings.Fields(imports)
	}
	return out
}

func match(allowed map[string][]string, pkg string) ([]string, bool) {
	if r, ok := allowed[pkg]; ok {
		return r, true
	}
	for parent := filepath.Dir(pkg); parent != "."; parent = filepath.Dir(parent) {
		if r, ok := allowed[parent+"/…"]; ok {
			return r, true
		}
	}
	return nil, false
}

func permitted(rule []string, imp string) bool {
	for _, r := range rule {
		if r == imp {
			return true
		}
		if dir, all := strings.CutSuffix(r, "/…"); all && strings.HasPrefix(imp, dir+"/") {
			// The world's door does not open upwards.
			if dir == "engine" && !strings.Contains(strings.Join(rule, " "), "engine ") &&
				(imp == "engine/console" || imp == "engine/transcript") {
				return false
			}
			return true
		}
	}
	return false
}

func checkOutside(t *testing.T, path, pkg, imp string) {
	for line := range strings.Lines(outside) {
		rule, _, _ := strings.Cut(strings.TrimSpace(line), "#")
		words := strings.Fields(rule)
		if len(words) == 0 || !strings.HasPrefix(imp, words[0]) {
			continue
		}
		for _, place := range words[1:] {
			if pkg == place || strings.HasPrefix(pkg, place+"/") {
				return
			}
		}
		t.Errorf("%s: %s may be imported only under %s", path, imp, strings.Join(words[1:], ", "))
	}
}

func TestEngineHasNoClockNoGoroutineNoLuck(t *testing.T) {
	eachFile(t, "engine", func(pkg, path string, f *ast.File) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		for _, imp := range f.Imports {
			if p := strings.Trim(imp.Path.Value, `"`); p == "math/rand" || p == "crypto/rand" {
				t.Errorf("%s: imports %s; randomness comes from the kernel's streams", path, p)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s: a go statement in the engine", path)
			case *ast.SelectStmt:
				t.Errorf("%s: a select statement in the engine", path)
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok {
					if why, bad := forbidden[x.Name+"."+n.Sel.Name]; bad {
						t.Errorf("%s: %s.%s: %s", path, x.Name, n.Sel.Name, why)
					}
					if x.Name == "rand" && globalRand[n.Sel.Name] {
						t.Errorf("%s: rand.%s draws from the process's luck; use a stream of the kernel", path, n.Sel.Name)
					}
				}
			}
			return true
		})
	})
}

// globalRand are the functions of math/rand/v2 that share one hidden source.
var globalRand = map[string]bool{"Int": true, "IntN": true, "Int64": true, "Int64N": true, "Uint64": true, "Uint32": true,
	"Float64": true, "NormFloat64": true, "ExpFloat64": true, "Perm": true, "Shuffle": true, "N": true}

func TestNoGoroutinesInScreens(t *testing.T) {
	eachFile(t, "ui", func(pkg, path string, f *ast.File) {
		if strings.HasSuffix(path, "_test.go") || pkg == "ui/uitest" {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if _, is := n.(*ast.GoStmt); is {
				t.Errorf("%s: a go statement in the screens; use a Cmd for the outside", path)
			}
			return true
		})
	})
}

func eachFile(t *testing.T, under string, visit func(pkg, path string, f *ast.File)) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	n := 0
	err = filepath.WalkDir(filepath.Join(root, under), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if os.IsNotExist(err) {
				return nil
			}
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != root || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		n++
		visit(filepath.ToSlash(filepath.Dir(rel)), filepath.ToSlash(rel), f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		t.Fatalf("no Go file under %q", under)
	}
}
