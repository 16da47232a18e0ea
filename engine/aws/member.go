package aws

import (
	"cmp"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// Member is a field of an operation's input or output, with what its name and
// type do not say. It comes from the struct tag `aws:"…"`, a list of words
// parted by commas, all optional:
//
//	required        the caller must give it
//	wire=Name       AWS's name of it, where it is not the field's
//	path query header   its place; the default is the body
//	payload         it is the body (a blob or a structure)
//	status          it is the HTTP status of the answer
//	at=Name         its name in its place (a header, an XML element), where it
//	                is not AWS's name of it; of a map of headers, their prefix
//	asked=Name      its name in a request, where the answer's is another (EC2)
//	flat            the elements of the list stand in the body without a wrapper
//	item=Name       the name of an element of the list in XML and in queries
//	document        a document of JSON, which the Query protocol carries as text
//	                with its characters escaped as in a URL
//	key=K value=V   the names of a map's keys and values there
//	min=1 max=64    range of a number, length of a string, list or blob
//	pattern=RE      an anchored regular expression; it must be the last word
//	enum=A|B        the values allowed
//	default=V       what it is when not given
//	flag=zip-file   a CLI flag of its own, also when nested one level down
//	noflag          not offered as a CLI flag (reached only through JSON)
//	always          printed in output also when zero
//	unix            a time printed as seconds since 1970
//	micros          a time printed with its microseconds, where it has any
//	outfile         the CLI writes this blob to its positional argument
type Member struct {
	Name, Wire           string
	Place                string // "", "path", "query", "header", "payload", "status"
	At, Item             string // see Location; Item is the name of a list's elements
	Asked                string // its name in a request of EC2's, where At is none
	Key, Value           string // see Entry
	Flat, Document       bool
	Flag                 string // kebab-case, "" with noflag
	OwnFlag              bool   // the tag named the flag: reachable from outside its structure
	Required             bool
	Min, Max             *float64
	Pattern, Default     string
	Enum                 []string
	Always, Unix, Output bool
	Micros               bool
	Type                 reflect.Type
	Index                int
}

// Location is the member's name in its place on the wire.
func (m *Member) Location() string {
	if m.At != "" {
		return m.At
	}
	return m.Wire
}

// Entry is what the keys and values of a map are called in XML and in queries.
func (m *Member) Entry() (key, value string) { return cmp.Or(m.Key, "key"), cmp.Or(m.Value, "value") }

// members holds what Members found, by type: the tags of a type are read once.
var members sync.Map

// Members are the members of struct type t, in the order of its fields. The
// caller may not change them. It panics on a tag that it does not understand: a
// mistake in this program.
func Members(t reflect.Type) []Member {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if known, ok := members.Load(t); ok {
		return known.([]Member)
	}
	out := readMembers(t)
	members.Store(t, out)
	return out
}

func readMembers(t reflect.Type) []Member {
	var out []Member
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		m := Member{Name: f.Name, Wire: f.Name, Flag: Kebab(f.Name), Type: f.Type, Index: i}
		if err := m.parse(f.Tag.Get("aws")); err != nil {
			panic(fmt.Sprintf("%s.%s: %v", t, f.Name, err))
		}
		out = append(out, m)
	}
	return out
}

func (m *Member) parse(tag string) error {
	for tag != "" {
		var word string
		if strings.HasPrefix(tag, "pattern=") {
			word, tag = tag, ""
		} else {
			word, tag, _ = strings.Cut(tag, ",")
		}
		if err := m.word(word); err != nil {
			return err
		}
	}
	return nil
}

func (m *Member) word(word string) error {
	key, val, _ := strings.Cut(word, "=")
	switch key {
	case "required":
		m.Required = true
	case "wire":
		m.Wire = val
	case "at":
		m.At = val
	case "asked":
		m.Asked = val
	case "item":
		m.Item = val
	case "key":
		m.Key = val
	case "value":
		m.Value = val
	case "flat":
		m.Flat = true
	case "document":
		m.Document = true
	case "path", "query", "header", "payload", "status":
		m.Place = key
	case "min", "max":
		n, err := strconv.ParseFloat(val, 64)
		if err != nil {
			return err
		}
		if key == "min" {
			m.Min = &n
		} else {
			m.Max = &n
		}
	case "pattern":
		m.Pattern = val
	case "enum":
		m.Enum = strings.Split(val, "|")
	case "default":
		m.Default = val
	case "flag":
		m.Flag, m.OwnFlag = val, true
	case "noflag":
		m.Flag = ""
	case "always":
		m.Always = true
	case "unix":
		m.Unix = true
	case "micros":
		m.Micros = true
	case "outfile":
		m.Output = true
	default:
		return fmt.Errorf("unknown word %q in its aws tag", word)
	}
	return nil
}

// plural is the plural of an acronym at the end of a name.
var plural = regexp.MustCompile(`[A-Z]{2,}s$`)

// Kebab is the CLI's form of a member's name: FunctionName → function-name,
// S3Bucket → s3-bucket, KMSKeyArn → kms-key-arn, TargetGroupARNs →
// target-group-arns (botocore's xform_name).
func Kebab(name string) string {
	if at := plural.FindStringIndex(name); at != nil && at[0] > 0 {
		return Kebab(name[:at[0]]) + "-" + strings.ToLower(name[at[0]:])
	}
	var b strings.Builder
	runes := []rune(name)
	for i, c := range runes {
		if unicode.IsUpper(c) && i > 0 {
			lowerBefore := !unicode.IsUpper(runes[i-1])
			lowerAfter := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if lowerBefore || lowerAfter {
				b.WriteByte('-')
			}
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
