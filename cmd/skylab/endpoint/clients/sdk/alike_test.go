package sdk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/aws/smithy-go/middleware"

	definition "skylab/engine/aws"
)

// alike compares a value of the world with one of the SDK, member by member.
// What one has and the other has not is a difference, and so is a member that
// one does not know.
type alike struct {
	// differences are sentences, each with the place of what differs.
	differences []string
	// unsent tells whether the world may have a member that the SDK was not
	// given, with that value: a default.
	unsent func(m *definition.Member, v reflect.Value) bool
	// surplus tells that the world may have members that the SDK does not know:
	// operations share types, and leave out what is not theirs.
	surplus bool
	// passed are members of the SDK's that may be left out.
	passed map[string]bool
}

func (a *alike) say(at, format string, args ...any) {
	a.differences = append(a.differences, at+": "+fmt.Sprintf(format, args...))
}

// structure compares all members of a structure.
func (a *alike) structure(at string, world, sdk reflect.Value) {
	known := map[string]bool{}
	members := definition.Members(world.Type())
	for i := range members {
		m := &members[i]
		name := exported(m.Wire)
		known[name] = true
		f := sdk.FieldByName(name)
		switch {
		case f.IsValid():
			a.member(at+"."+name, m, world.Field(m.Index), f)
		case !world.Field(m.Index).IsZero() && !a.surplus:
			a.say(at+"."+name, "the SDK knows no such member")
		}
	}
	for i := range sdk.NumField() {
		f := sdk.Type().Field(i)
		if f.IsExported() && !known[f.Name] && !a.passed[f.Name] && f.Type != metadata && !sdk.Field(i).IsZero() {
			a.say(at+"."+f.Name, "the SDK has %v, and the world knows no such member", shown(sdk.Field(i)))
		}
	}
}

var metadata = reflect.TypeFor[middleware.Metadata]()

// member compares one member, which both may leave out.
func (a *alike) member(at string, m *definition.Member, world, sdk reflect.Value) {
	missing := empty(sdk)
	switch {
	case world.IsZero() && !m.Always:
		if !missing && !a.passed[exported(m.Wire)] && (world.Kind() == reflect.Pointer || !nothing(sdk)) {
			a.say(at, "the SDK has %v, and the world has nothing", shown(sdk))
		}
		return
	case missing && empty(world):
		return
	case missing && nothing(world) && sdk.Kind() != reflect.Pointer:
		return // the SDK's field cannot tell nothing from zero
	case missing:
		if a.unsent == nil || !a.unsent(m, world) {
			a.say(at, "the world has %v, and the SDK has nothing", shown(world))
		}
		return
	}
	world, sdk = bare(world), bare(sdk)
	switch {
	case m.Document:
		a.document(at, world, sdk)
	case world.Kind() == reflect.Slice && m.Place == "query":
		// The SDK's signer sorts the values of a name.
		if x, y := strings.Trim(fmt.Sprint(world), "[]"), strings.Trim(fmt.Sprint(sdk), "[]"); world.Len() != sdk.Len() || !sameNames(strings.Fields(x), strings.Fields(y)) {
			a.say(at, "the world has %s, the SDK %s", x, y)
		}
	case world.Type() == timeType && m.Place == "header":
		a.instant(at, world, sdk, time.Second) // HTTP's dates have no fractions
	default:
		a.value(at, world, sdk)
	}
}

var timeType = reflect.TypeFor[time.Time]()

func (a *alike) value(at string, world, sdk reflect.Value) {
	world, sdk = bare(world), bare(sdk)
	switch {
	case !world.IsValid() || !sdk.IsValid():
		if world.IsValid() != sdk.IsValid() {
			a.say(at, "the world has %v, the SDK %v", world, sdk)
		}
	case world.Type() == timeType:
		a.instant(at, world, sdk, time.Millisecond)
	case definition.IsBlob(world.Type()):
		a.blob(at, world, sdk)
	case world.Kind() == reflect.Struct && sdk.Kind() == reflect.Struct:
		a.structure(at, world, sdk)
	case world.Kind() == reflect.Slice && sdk.Kind() == reflect.Slice:
		a.list(at, world, sdk)
	case world.Kind() == reflect.Map && sdk.Kind() == reflect.Map:
		a.entries(at, world, sdk)
	default:
		if fmt.Sprint(world) != fmt.Sprint(sdk) {
			a.say(at, "the world has %v, the SDK %v", shown(world), shown(sdk))
		}
	}
}

func (a *alike) instant(at string, world, sdk reflect.Value, precision time.Duration) {
	want := world.Interface().(time.Time).Truncate(precision)
	if got, is := sdk.Interface().(time.Time); !is || !got.Truncate(precision).Equal(want) {
		a.say(at, "the world has %v, the SDK %v", want, sdk)
	}
}

func (a *alike) blob(at string, world, sdk reflect.Value) {
	var got []byte
	switch x := sdk.Interface().(type) {
	case []byte:
		got = x
	case io.ReadSeeker: // which has been read to send it
		_, _ = x.Seek(0, io.SeekStart)
		got, _ = io.ReadAll(x)
	default:
		return // a stream: who reads it compares
	}
	if !bytes.Equal(world.Bytes(), got) {
		a.say(at, "the world has %d bytes %.40q, the SDK %d %.40q", world.Len(), world.Bytes(), len(got), got)
	}
}

func (a *alike) list(at string, world, sdk reflect.Value) {
	if world.Len() != sdk.Len() {
		a.say(at, "the world has %d elements, the SDK %d", world.Len(), sdk.Len())
		return
	}
	for i := range world.Len() {
		a.value(fmt.Sprintf("%s[%d]", at, i), world.Index(i), sdk.Index(i))
	}
}

func (a *alike) entries(at string, world, sdk reflect.Value) {
	if world.Len() != sdk.Len() {
		a.say(at, "the world has %v, the SDK %v", world, sdk)
		return
	}
	for _, k := range definition.MapKeys(world) {
		x := sdk.MapIndex(k.Convert(sdk.Type().Key()))
		if !x.IsValid() {
			a.say(at, "the SDK has no %s", k)
			continue
		}
		a.value(at+"."+k.String(), world.MapIndex(k), x)
	}
}

// document compares a document with the escaped text that the SDK hands on.
func (a *alike) document(at string, world, sdk reflect.Value) {
	text, err := url.QueryUnescape(sdk.String())
	data, _ := json.Marshal(world.Interface()) // which has come as JSON
	var want, got any
	if err != nil || json.Unmarshal(data, &want) != nil || json.Unmarshal([]byte(text), &got) != nil || !reflect.DeepEqual(got, want) {
		a.say(at, "the world has %s, the SDK %s", data, text)
	}
}

// bare is what a pointer or an interface holds, but for streams, which are
// interfaces of the SDK's.
func bare(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() || v.Type() == reflect.TypeFor[io.Reader]() || v.Type() == reflect.TypeFor[io.ReadCloser]() {
			return v
		}
		v = v.Elem()
	}
	return v
}

// empty tells whether there is nothing: no value, or a list or map of none.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	}
	return v.IsZero()
}

// nothing tells whether a value is zero, also behind a pointer.
func nothing(v reflect.Value) bool { return empty(bare(v)) }

func shown(v reflect.Value) string { return fmt.Sprintf("%.80q", fmt.Sprint(bare(v))) }
