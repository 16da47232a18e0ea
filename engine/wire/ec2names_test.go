package wire_test

import (
	"cmp"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/wire"
)

var update = flag.Bool("update", false, "write testdata/ec2/names.txt anew, with python3 and its botocore")

// Every member of EC2's operations has the name and the type that EC2's model
// gives it, in requests and in answers, and what is left out is known by its name.
func TestEC2NamesAreTheModels(t *testing.T) {
	paths := ec2Paths()
	if *update {
		writeEC2Model(t, paths)
	}
	model := readEC2Model(t)
	for _, p := range paths {
		model.check(t, p)
	}
	for key := range model {
		if !model[key].used {
			t.Errorf("%s is in names.txt and in no operation: -update writes it anew", key)
		}
	}
}

// ec2Path leads to a member of an operation's input or output.
type ec2Path struct {
	operation *aws.Operation
	way       string // "in" or "out"
	words     []string
	// member is nil at the top, and for one that the operation leaves out.
	member *aws.Member
}

func (p ec2Path) String() string {
	return strings.Join(append([]string{p.operation.Name, p.way}, p.words...), " ")
}

// ec2Paths lead to every member of what a world serves of EC2, and to those that
// it leaves out.
func ec2Paths() (out []ec2Path) {
	var walk func(ec2Path, reflect.Type)
	walk = func(p ec2Path, of reflect.Type) {
		out = append(out, p)
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice && !aws.IsBlob(of) {
			of = of.Elem()
		}
		if wire.Noun(of) != "structure" {
			return
		}
		for _, m := range aws.Members(of) {
			walk(ec2Path{p.operation, p.way, append(p.words[:len(p.words):len(p.words)], m.Wire), &m}, m.Type)
		}
	}
	for _, op := range engine.New(engine.Config{}).Operations() {
		if op.Service != "ec2" {
			continue
		}
		walk(ec2Path{op, "in", nil, nil}, op.In())
		walk(ec2Path{op, "out", nil, nil}, op.Out())
		for _, left := range op.Unsimulated {
			out = append(out, ec2Path{op, "in", strings.Split(left, "."), nil})
		}
	}
	return out
}

// ec2Model is names.txt: "in Filter.Values" → its name and what it is.
type ec2Model map[string]*ec2Named

type ec2Named struct {
	// name is the one on the wire; of an operation it is empty.
	name string
	// kind is a type, or a structure's name. A list is the name of its elements
	// in an answer, a colon, and their kind.
	kind string
	used bool
}

func readEC2Model(t *testing.T) ec2Model {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "ec2", "names.txt"))
	if err != nil {
		t.Fatal(err)
	}
	model := ec2Model{}
	for line := range strings.Lines(string(text)) {
		switch words := strings.Fields(line); {
		case words[0] == "#":
		case len(words) == 3:
			model[words[0]+" "+words[1]] = &ec2Named{kind: words[2]}
		default:
			model[words[0]+" "+words[1]] = &ec2Named{name: words[2], kind: words[3]}
		}
	}
	return model
}

// writeEC2Model asks the model that is installed.
func writeEC2Model(t *testing.T, paths []ec2Path) {
	t.Helper()
	var asked strings.Builder
	for _, p := range paths {
		asked.WriteString(p.String() + "\n")
	}
	c := exec.Command("python3", "names.py")
	c.Dir, c.Stdin, c.Stderr = filepath.Join("testdata", "ec2"), strings.NewReader(asked.String()), os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("testdata", "ec2", "names.txt"), out, 0o644); err != nil {
		t.Fatal(err)
	}
}

// check follows a path through the model.
func (model ec2Model) check(t *testing.T, p ec2Path) {
	t.Helper()
	at := model.find(t, p, p.way+" "+p.operation.Name)
	for _, word := range p.words {
		if at == nil {
			return
		}
		structure := at.kind[strings.LastIndex(at.kind, ":")+1:]
		at = model.find(t, p, p.way+" "+structure+"."+word)
	}
	switch {
	case at == nil || len(p.words) == 0:
	case p.member != nil:
		at.compare(t, p)
	case at.name == "-":
		newer(t, p)
	default:
		path := append(slices.Clone(p.words[:len(p.words)-1]), at.name)
		if !wire.EC2Left(p.operation).Leaves(strings.Join(path, ".")) {
			t.Errorf("%s is left out, and not by its name in requests, %s", p, at.name)
		}
	}
}

// sinceModel are members that newer models have: those of the AWS SDK for Go,
// service/ec2 v1.344.1.
var sinceModel = []string{"CreateImage in BootModeOverride", "ModifyCapacityReservation in QuoteId", "CancelCapacityReservation in ApplyCancellationCharges",
	"CreatePlacementGroup in ParentGroupId", "ModifyInstanceAttribute in EnclaveOptions",
	"CancelCapacityReservation in QuoteId", "ModifyCapacityReservation in StartDate"}

// newer refuses what is left out and no model has.
func newer(t *testing.T, p ec2Path) {
	t.Helper()
	if !slices.Contains(sinceModel, p.String()) {
		t.Errorf("%s is left out, and the model does not have it", p)
	}
}

// compare tells how the member at a path differs from the model's.
func (n *ec2Named) compare(t *testing.T, p ec2Path) {
	t.Helper()
	name, told := wire.EC2Names(p.member)
	if p.way == "out" {
		name = told
	}
	if name != n.name {
		t.Errorf("%s is called %s, and in the model %s", p, name, n.name)
	}
	if is := kindOf(p.member.Type, p.member.Item); !alikeKinds(is, n.kind, p.way) {
		t.Errorf("%s is %s, and in the model %s", p, is, n.kind)
	}
}

func (model ec2Model) find(t *testing.T, p ec2Path, key string) *ec2Named {
	t.Helper()
	found := model[key]
	if found == nil {
		t.Errorf("%s: names.txt has no %q; -update writes it anew", p, key)
		return nil
	}
	found.used = true
	return found
}

// kindOf is what a member is, as names.txt has it.
func kindOf(of reflect.Type, item string) string {
	for of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if of.Kind() == reflect.Slice && !aws.IsBlob(of) {
		return cmp.Or(item, "item") + ":" + kindOf(of.Elem(), "")
	}
	return wire.Noun(of)
}

// alikeKinds tells whether a type of the program's is the model's. Elements have
// no name in a request.
func alikeKinds(is, model, way string) bool {
	item, of, list := strings.Cut(is, ":")
	name, in, lists := strings.Cut(model, ":")
	if list || lists {
		return list && lists && (way == "in" || item == name) && alikeKinds(of, in, way)
	}
	switch model {
	case "string", "boolean", "integer", "timestamp":
		return is == model
	case "long":
		return is == "integer"
	case "double", "float":
		return is == "number"
	case "blob":
		return is == "base64"
	}
	return is == "structure"
}
