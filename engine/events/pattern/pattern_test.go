package pattern

import (
	"fmt"
	"strings"
	"testing"
)

// The examples of the EventBridge user guide, "Creating event patterns" and
// "Comparison operators", and those of github localstack's recorded tests,
// read 2026-11-23.
func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, event string
		want           bool
	}{
		{`{"source":["aws.ec2"]}`, `{"source":"aws.ec2"}`, true},
		{`{"source":["aws.ec2"]}`, `{"source":"aws.s3"}`, false},
		{`{"source":["aws.ec2"]}`, `{"Source":"aws.ec2"}`, false},
		{`{"source":["aws.ec2","aws.s3"],"region":["us-east-1"]}`, `{"source":"aws.s3","region":"us-east-1"}`, true},
		{`{"source":["aws.ec2"],"region":["us-east-1"]}`, `{"source":"aws.ec2","region":"us-west-2"}`, false},
		{`{"detail":{"state":["running"]}}`, `{"detail":{"state":"running"}}`, true},
		{`{"detail":{"state":["running"]}}`, `{"detail":{}}`, false},
		{`{"detail":{"state":["running"]}}`, `{"detail":"running"}`, false},
		// null and empty values
		{`{"detail":{"eventVersion":[""]}}`, `{"detail":{"eventVersion":"","responseElements":null}}`, true},
		{`{"detail":{"responseElements":[null]}}`, `{"detail":{"eventVersion":"","responseElements":null}}`, true},
		{`{"detail":{"responseElements":[null]}}`, `{"detail":{"responseElements":"null"}}`, false},
		{`{"resources":[null]}`, `{"resources":[]}`, false},
		{`{"on":[true]}`, `{"on":true}`, true},
		{`{"on":[true]}`, `{"on":"true"}`, false},
		// arrays
		{`{"resources":["a","b"]}`, `{"resources":["c","b"]}`, true},
		{`{"resources":["a","b"]}`, `{"resources":["c"]}`, false},
		{`{"resources":["a"]}`, `{"resources":[["a"],"c"]}`, true},
		{`{"e":{"a":[1],"b":[2]}}`, `{"e":[{"a":1,"b":3},{"a":4,"b":2}]}`, false}, // consistent
		{`{"e":{"a":[1],"b":[2]}}`, `{"e":[{"a":4,"b":3},{"a":1,"b":2}]}`, true},
		// numbers
		{`{"n":[300]}`, `{"n":300.0}`, true},
		{`{"n":[300]}`, `{"n":3.0e2}`, true},
		{`{"n":[300]}`, `{"n":"300"}`, false},
		{`{"n":[123456789012345678]}`, `{"n":123456789012345678}`, true},
		{`{"n":[{"numeric":["=",100]}]}`, `{"n":100.0}`, true},
		{`{"n":[{"numeric":[">",0,"<=",5]}]}`, `{"n":5}`, true},
		{`{"n":[{"numeric":[">",0,"<=",5]}]}`, `{"n":0}`, false},
		{`{"n":[{"numeric":[">=",0,"<",5]}]}`, `{"n":5}`, false},
		{`{"n":[{"numeric":["<",10]}]}`, `{"n":9.99}`, true},
		{`{"n":[{"numeric":["<",10]}]}`, `{"n":"9"}`, false},
		{`{"n":[{"numeric":["<",10]}]}`, `{"n":null}`, false},
		// prefix, suffix, case
		{`{"time":[{"prefix":"2017-10-02"}]}`, `{"time":"2017-10-02T18:43:48Z"}`, true},
		{`{"time":[{"prefix":"2017-10-02"}]}`, `{"time":"2017-10-03"}`, false},
		{`{"service":[{"prefix":{"equals-ignore-case":"EventB"}}]}`, `{"service":"eventbridge"}`, true},
		{`{"f":[{"suffix":".png"}]}`, `{"f":"a.png"}`, true},
		{`{"f":[{"suffix":".png"}]}`, `{"f":"a.PNG"}`, false},
		{`{"f":[{"suffix":{"equals-ignore-case":".png"}}]}`, `{"f":"a.PNG"}`, true},
		{`{"f":[{"equals-ignore-case":"alice"}]}`, `{"f":"ALICE"}`, true},
		{`{"f":[{"equals-ignore-case":"alice"}]}`, `{"f":"ALICES"}`, false},
		// anything-but
		{`{"s":[{"anything-but":"initializing"}]}`, `{"s":"running"}`, true},
		{`{"s":[{"anything-but":"initializing"}]}`, `{"s":"initializing"}`, false},
		{`{"s":[{"anything-but":"initializing"}]}`, `{"s":null}`, true},
		{`{"s":[{"anything-but":"initializing"}]}`, `{}`, false},
		{`{"s":[{"anything-but":123}]}`, `{"s":123.0}`, false},
		{`{"s":[{"anything-but":["stopped","overloaded"]}]}`, `{"s":"overloaded"}`, false},
		{`{"s":[{"anything-but":["stopped","overloaded"]}]}`, `{"s":"running"}`, true},
		{`{"s":[{"anything-but":[100,200]}]}`, `{"s":300}`, true},
		{`{"s":[{"anything-but":{"prefix":"init"}}]}`, `{"s":"initializing"}`, false},
		{`{"s":[{"anything-but":{"prefix":["init","error"]}}]}`, `{"s":"errored"}`, false},
		{`{"s":[{"anything-but":{"prefix":"init"}}]}`, `{"s":123}`, true},
		{`{"s":[{"anything-but":{"suffix":".txt"}}]}`, `{"s":".txt.png"}`, true},
		{`{"s":[{"anything-but":{"equals-ignore-case":["initializing","stopped"]}}]}`, `{"s":"STOPPED"}`, false},
		{`{"s":[{"anything-but":{"wildcard":"*/lib/*"}}]}`, `{"s":"usr/lib/x"}`, false},
		{`{"s":[{"anything-but":{"wildcard":["*/lib/*","*/bin/*"]}}]}`, `{"s":"usr/share/x"}`, true},
		{`{"s":[{"anything-but":"a"}]}`, `{"s":["a","b"]}`, true}, // one element is enough
		// exists
		{`{"d":{"state":[{"exists":true}]}}`, `{"d":{"state":"x"}}`, true},
		{`{"d":{"state":[{"exists":true}]}}`, `{"d":{"c":1}}`, false},
		{`{"d":{"state":[{"exists":false}]}}`, `{"d":{"c":1}}`, true},
		{`{"d":{"state":[{"exists":false}]}}`, `{"d":{"state":null}}`, false},
		{`{"resources":[{"exists":true}]}`, `{"resources":[]}`, false},
		{`{"resources":[{"exists":false}]}`, `{"resources":[]}`, true},
		{`{"d":[{"exists":true}]}`, `{"d":{"leaf":1}}`, false}, // leaves only
		{`{"d":{"h":{"S":[{"anything-but":["roses"]},{"exists":false}]}}}`, `{"d":{"p":{"N":"789"}}}`, true},
		{`{"d":{"b":[{"exists":false}]}}`, `{"d":[{"a":1},{"b":1}]}`, false}, // not anywhere
		// cidr and wildcard
		{`{"ip":[{"cidr":"10.0.0.0/24"}]}`, `{"ip":"10.0.0.255"}`, true},
		{`{"ip":[{"cidr":"10.0.0.0/24"}]}`, `{"ip":"10.0.1.255"}`, false},
		{`{"ip":[{"cidr":"2001:db8:1234:1a00::/64"}]}`, `{"ip":"2001:0db8:1234:1a00:0000:0000:0000:0001"}`, true},
		{`{"ip":[{"cidr":"10.0.0.0/24"}]}`, `{"ip":"x"}`, false},
		{`{"b":[{"wildcard":"arn:aws:events:us-east-1:*:event-bus/*"}]}`, `{"b":"arn:aws:events:us-east-1:123456789012:event-bus/my"}`, true},
		{`{"b":[{"wildcard":"dir/*.png"}]}`, `{"b":"dir/.png"}`, true},
		{`{"b":[{"wildcard":"dir/*.png"}]}`, `{"b":"dir.png"}`, false},
		{`{"b":[{"wildcard":"a*b*a"}]}`, `{"b":"aba"}`, true},
		{`{"b":[{"wildcard":"a*ba"}]}`, `{"b":"aba"}`, true},
		{`{"b":[{"wildcard":"ab*ba"}]}`, `{"b":"aba"}`, false},
		{`{"b":[{"wildcard":"5\\* \\\\ *"}]}`, `{"b":"5* \\ x"}`, true},
		{`{"b":[{"wildcard":"a"}]}`, `{"b":"a"}`, true},
		// $or
		{`{"detail":{"$or":[{"c-count":[{"numeric":[">",0,"<=",5]}]},{"d-count":[{"numeric":["<",10]}]},{"x-limit":[{"numeric":["=",3.018e2]}]}]}}`,
			`{"detail":{"c-count":0,"d-count":9}}`, true},
		{`{"source":["s"],"$or":[{"a":[1]},{"b":[2],"c":[3]}]}`, `{"source":"s","b":2}`, false},
		{`{"source":["s"],"$or":[{"a":[1]},{"b":[2],"c":[3]}]}`, `{"source":"s","b":2,"c":3}`, true},
		{`{"source":["s"],"$or":[{"a":[1]},{"b":[2],"c":[3]}]}`, `{"source":"t","a":1}`, false},
		{`{"$or":[{"a":[1]},{"$or":[{"b":[1]},{"c":[1]}]}]}`, `{"c":1}`, true},
		// dots
		{`{"detail":{"state":{"status":["running"]}}}`, `{"detail":{"state.status":"running"}}`, true},
		{`{"detail.state":{"status":["running"]}}`, `{"detail":{"state":{"status":"running"}}}`, true},
		{`{"detail.state.status":[{"exists":false}]}`, `{"detail":{"state":{"status":"running"}}}`, false},
		{`{"a":{"b":[1]},"a":{"c":[2]}}`, `{"a":{"b":1,"c":2}}`, true},
		{`{"a":["x"]}`, `["a"]`, false},
		{`{"a":["x"]}`, `{"a":"x"`, false},
	} {
		p, err := Parse([]byte(c.pattern))
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		if got := p.MatchJSON([]byte(c.event)); got != c.want {
			t.Errorf("%s on %s: %v", c.pattern, c.event, got)
		}
	}
}

// The texts are recorded ones of EventBridge (github localstack,
// test_events_patterns.snapshot.json, 2024-12-05), places included; those
// under "not recorded" are from event-ruler's source.
func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ pattern, reason string }{
		{`{"int": 42}`, `"int" must be an object or an array` + at(11)},
		{`{"string": "my-value"}`, `"string" must be an object or an array` + at(13)},
		{`{"resources": []}`, `Empty arrays are not allowed` + at(17)},
		{`{"my_key": [{"EXISTS": true}]}`, `Unrecognized match type EXISTS` + at(28)},
		{`{"detail": {"equal": [{"NUMERIC": ["=", 5]}]}}`, `Unrecognized match type NUMERIC` + at(36)},
		{`{"detail": {"c-count": [{"numeric": [">", 0, ">", 0]}]}}`, `Bad numeric range operator: >` + at(49)},
		{`{"detail": {"c-count": [{"numeric": [">", 0, "<"]}]}}`, `Value of < must be numeric` + at(50)},
		{`{"EventBusArn": [{"wildcard": "arn:aws:events:us-east-1:**:event-bus/*"}]}`, `Consecutive wildcard characters at pos 26` + at(72)},
		{`{"detail-type": [{"equals-ignore-case": ["ec2 instance state-change notification"]}]}`, `equals-ignore-case match pattern must be a string` + at(42)},
		{`{"detail-type": [{"equals-ignore-case": {"prefix": "ec2"}}]}`, `equals-ignore-case match pattern must be a string` + at(42)},
		{`{"detail": {"state": [{"anything-but": {"equals-ignore-case": 123}}]}}`, `Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.` + at(66)},
		{`{"detail": {"state": [{"anything-but": {"equals-ignore-case": [123, 456]}}]}}`, `Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.` + at(67) + at(67)},
		{`{"detail": {"state": [{"anything-but": {"wildcard": [123, "*/dir/*"]}}]}}`, `wildcard match pattern must be a string` + at(57) + at(57)},
		{`{"detail": {"FilePath": [{"anything-but": {"wildcard": 123}}]}}`, `wildcard match pattern must be a string` + at(59)},
		{`{"detail": {"FileName": [{"anything-but": {"suffix": [123, ".txt"]}}]}}`, `prefix/suffix match pattern must be a string` + at(58) + at(58)},
		{`{"detail": {"state": [{"anything-but": {"prefix": 123}}]}}`, `prefix/suffix match pattern must be a string` + at(54)},
		{`{"detail": {"FileName": [{"anything-but": {"prefix": {"equals-ignore-case": "file"}}}]}}`, `Value of anything-but must be an array or single string/number value.` + at(55)},
		{`{"EventBusArn": [{"wildcard": 123}]}`, `wildcard match pattern must be a string` + at(34)},
		{`{"time": [{"prefix": ["2022-07-13"]}]}`, `prefix match pattern must be a string` + at(23)},
		{`{"time": [{"prefix": 123}]}`, `prefix match pattern must be a string` + at(25)},
		{`{"FileName": [{"suffix": 123}]}`, `suffix match pattern must be a string` + at(29)},
		{`{"detail": {"sourceIPAddress": [{"cidr": ["bad-type"]}]}}`, `prefix match pattern must be a string` + at(43)},
		{`{"ip": [{"cidr": "bad-filter"}]}`, `Malformed CIDR, one '/' required`},
		{`{"ip": [{"cidr": "10.0.0.0/xx"}]}`, `Malformed CIDR, mask bits must be an integer`},
		{`{"ip": [{"cidr": "xx.11.xx/8"}]}`, `Nonstandard IP address: xx.11.xx`},
		{`["not", "a", "dict", "but valid json"]`, `Filter is not an object` + at(2)},
		{`this is valid json but not a dict`, `Unrecognized token 'this': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')` + at(5)},
		{`{'bad': 'quotation'}`, `Unexpected character (''' (code 39)): was expecting double-quote to start field name` + at(2)},
		{`{"not": closed mark"`, `Unrecognized token 'closed': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')` + at(15)},
		// not recorded
		{`{}`, `Empty objects are not allowed` + at(3)},
		{`{"a":[{"anything-but":["x",1]}]}`, `Inside anything but list, either all values are number or string, mixed type is not supported` + at(30)},
		{`{"a":[{"numeric":["=",6e9]}]}`, outOfRange + at(26)},
		{`{"a":[{"exists":"x"}]}`, `exists match pattern must be either true or false.` + at(18)},
		{`{"$or":[{"a":[1]}]}`, `There must have at least 2 Objects in $or relationship.` + at(19)},
		{`{"a.b":[1],"a":{"b":[2]}}`, "Path `a.b` cannot be allowed multiple times" + at(24)},
		{`{"a":[1]`, `Unexpected end-of-input: expected close marker for Object` + at(9)},
		{`{"a":[1`, `Unexpected end-of-input: expected close marker for Array` + at(8)},
		{`{"a" [1]}`, `Unexpected character ('[' (code 91)): was expecting a colon to separate field name and value` + at(6)},
		{`{"a":["x\q"]}`, `Unrecognized character escape in a string` + at(12)},
	} {
		_, err := Parse([]byte(c.pattern))
		want := strings.ReplaceAll("Event pattern is not valid. Reason: "+c.reason, "SOURCE", c.pattern)
		if err == nil || err.Error() != want {
			t.Errorf("%s:\n%v\nwant\n%s", c.pattern, err, want)
		}
	}
}

func at(column int) string {
	return fmt.Sprintf("\n at [Source: (String)\"SOURCE\"; line: 1, column: %d]", column)
}

func FuzzParse(f *testing.F) {
	f.Add(`{"a":[{"anything-but":{"prefix":["x"]}}],"$or":[{"b":[1]},{"c.d":[null]}]}`, `{"a":["y"],"b":1}`)
	f.Add(`{"a":[{"numeric":[">",0,"<=",5]},{"wildcard":"*a\\**"},{"cidr":"::/8"}]}`, `{"a":[[{"b":1}],2,"xa*"]}`)
	f.Add("{\"a\":[\n\"x\"]", `{"a.b.c":{}}`)
	f.Fuzz(func(t *testing.T, pattern, event string) {
		p, err := Parse([]byte(pattern))
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without text")
			}
			return
		}
		again, err := Parse([]byte(p.String()))
		if err != nil || p.MatchJSON([]byte(event)) != again.MatchJSON([]byte(event)) {
			t.Errorf("read again it is another pattern: %v", err)
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	p, err := Parse([]byte(`{"source":["aws.s3"],"detail":{"bucket":{"name":["uploads"]},"object":{"key":[{"prefix":"in/"}]}}}`))
	if err != nil {
		b.Fatal(err)
	}
	v, _ := Decode([]byte(`{"source":"aws.s3","detail":{"bucket":{"name":"uploads"},"object":{"key":"in/cat.png","size":1}}}`))
	b.ReportAllocs()
	for b.Loop() {
		if !p.Match(v) {
			b.Fatal("no match")
		}
	}
}
