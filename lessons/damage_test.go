package lessons_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"skylab/lessons"
)

// Each text stands below four lines of front matter, so its first line is 5.
var damaged = []struct{ name, text, want string }{
	{"an unclosed fence", "a\n\n```sh\nls\n", "7:1: the fence has no end; close it"},
	{"an unclosed live fence", "```sim id=a\ntitle: x\n", "5:1: the fence has no end"},
	{"an unclosed comment", "a\n\n<!-- note: b\n\nc\n", "7:1: the comment has no end"},
	{"an unknown kind", fence("simm id=a", "title: x\n"), `5:1: there is no block of the kind "simm"; did you mean "sim"?`},
	{"an unknown attribute", fence("sim id=a sead=1", "title: x\n"), `5:13: a sim has no attribute "sead"; did you mean "seed"?`},
	{"no attribute", fence("sim a", "title: x\n"), `5:8: "a" is no attribute; write key=value`},
	{"an attribute twice", fence("sim id=a id=b", "title: x\n"), `5:13: the attribute "id" is here twice`},
	{"no id", fence("sim seed=1", "title: x\n"), "5:1: the sim has no id"},
	{"an id of another form", fence("sim id=Hello_1", "title: x\n"), `5:8: the id "Hello_1" is not of the form`},
	{"an id twice", fence("sim id=a", "title: x\n") + fence("sim id=a", "title: x\n"), `8:8: there is another sim "a"`},
	{"a seed that is none", fence("sim id=a seed=x", "title: x\n"), `5:13: the seed "x"`},
	{"an unknown key", fence("sim id=a", "title: x\nsetups: y\n"), `7:1: a sim has no key "setups"; did you mean "setup"?`},
	{"a key twice", fence("sim id=a", "title: x\ntitle: y\n"), "7:1: "},
	{"no YAML", fence("sim id=a", "title: [x\n"), "6:8: this is not YAML"},
	{"a list for a text", fence("sim id=a", "title: [x]\n"), "6:1: title is one text"},
	{"no mapping", fence("sim id=a", "- x\n"), "6:1: keys and values are expected"},
	{"a speed of nothing", fence("sim id=a", "title: x\nspeed: 0\n"), "7:1: a speed is above 0"},
	{"no such base", fence("sim id=a from=b", "title: x\n"), `5:13: there is no sim "b"`},
	{"a circle", fence("sim id=a from=b", "title: x\n") + fence("sim id=b from=a", "title: y\n"), "5:1: the sim \"a\" begins with itself"},
	{"nothing above", fence("predict id=p", "ask: x?\nwhy: y\nmeasure: now\nkind: number\n"), "5:1: there is no sim above this predict"},
	{"an expression that is none", fence("sim id=a", "title: x\n") + fence("predict id=p", "ask: x?\nwhy: y\nkind: number\nmeasure: fn(\"a\").cold\n"), "12:18: fn(…) has no cold; it has exists, state"},
	{"an expression that YAML cuts off", fence("sim id=a", "title: x\n") + fence("predict id=p", "ask: x?\nwhy: y\nkind: number\nmeasure: count(log(\"a\").lines, # == \"\")\n"), "put the value into quotes"},
	{"a twin that is none", fence("sim id=a", "title: x\n") + fence("predict id=p", "ask: x?\nwhy: y\nmeasure: now\ntwins:\n  - {twin: every-invoke-old, belief: z}\n"), `13:6: there is no twin "every-invoke-old"; did you mean "every-invoke-cold"?`},
	{"an option of a twin that is none", fence("sim id=a", "title: x\n") + fence("predict id=p", "ask: x?\nwhy: y\noptions:\n  - {text: a, when: 1 == 1, why: y, twin: least-busy-gets}\n"), `there is no twin "least-busy-gets"; did you mean "least-busy-gets-it"?`},
	{"a prediction of nothing", fence("sim id=a", "title: x\n") + fence("predict id=p", "ask: x?\nwhy: y\n"), "8:1: the prediction has nothing to measure"},
	{"a choice of one", fence("sim id=a", "title: x\n") + fence("predict id=p", "ask: x?\nwhy: y\nmeasure: now\n"), "8:1: a choice needs more than one option"},
	{"a question without a prompt", fence("ask id=q kind=number", "why: y\nanswer: 3\n"), "5:1: an ask has no prompt"},
	{"a kind that is none", fence("ask id=q kind=choise", "prompt: x?\nwhy: y\n"), `5:13: there is no kind of question "choise"; did you mean "choice"?`},
	{"no right option", fence("ask id=q kind=choice", "prompt: x?\nwhy: y\noptions:\n  - {text: a, why: b}\n  - {text: c, why: d}\n"), "no option is correct"},
	{"correct that is neither", fence("ask id=q", "prompt: x?\nwhy: y\noptions:\n  - {text: a, correct: ja, why: b}\n  - {text: c, why: d}\n"), `9:15: correct is "ja", not true or false`},
	{"a number without an answer", fence("ask id=q kind=number", "prompt: x?\nwhy: y\n"), "5:1: the number has no answer"},
	{"an answer that is none", fence("ask id=q kind=number", "prompt: x?\nwhy: y\nanswer: three\n"), `8:1: answer is "three", not a number`},
	{"a tolerance that is none", fence("ask id=q kind=number", "prompt: x?\nwhy: y\nanswer: 3\ntolerance: wide\n"), `9:1: tolerance is "wide"`},
	{"an exercise twice", fence("ask id=q kind=number", "prompt: x?\nwhy: y\nanswer: 3\n") + fence("ask id=q kind=number", "prompt: x?\nwhy: y\nanswer: 3\n"), `10:1: the id "q" is taken by line 5`},
	{"a console of nothing", fence("sim id=a", "title: x\n") + fence("console on=a", "aws s3 ls\n"), "9:1: "},
	{"a check of nothing", fence("lab id=l", "title: x\ngoal: y\nsolution: ls\nchecks:\n  - name: a\n"), `10:1: the check "a" has no condition`},
	{"a near miss of nothing", fence("lab id=l", "title: x\ngoal: y\nsolution: ls\nchecks:\n  - {name: a, never: now < 0}\nnearmisses:\n  - {name: m, script: ls, fails: b}\n"), `12:1: the lab has no check "b"`},
	{"within that is no time", fence("lab id=l", "title: x\ngoal: y\nsolution: ls\nchecks:\n  - {name: a, never: now < 0, within: soon}\n"), `10:31: within is "soon", not a time`},
	{"a live block in a list", "- a\n\n  ```sim id=a\n  title: x\n  ```\n", "7:1: a live block inside a list"},
	{"prose that does not compile", "There are {{ bucket(\"a\").things }} of them.\n", "5:26: bucket(…) has no things; it has exists, objects, bytes, keys"},
	{"bytes that are no text", "a\xff\n", "5:1: the line is not text in UTF-8"},
}

func TestDamages(t *testing.T) {
	for _, c := range damaged {
		files := small()
		files["01-first/chapter.md"] = &fstest.MapFile{Data: []byte("---\nid: a\ntitle: A\n---\n" + c.text)}
		course, err := lessons.Load(files)
		if err == nil {
			t.Errorf("%s: no damage", c.name)
			continue
		}
		if course == nil || len(course.Chapters) != 1 {
			t.Errorf("%s: the sound chapter is gone", c.name)
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
		if n := strings.Count(err.Error(), "chapter.md"); n != 1 {
			t.Errorf("%s: %d damages:\n%v", c.name, n, err)
		}
		var d *lessons.Damage
		if !errors.As(err, &d) || d.Path != "01-first/chapter.md" || d.Line < 1 || d.Text == "" {
			t.Errorf("%s: the damage is %+v", c.name, d)
		}
	}
}

func TestDamagedHeads(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"none", "# A\n", "chapter.md:1:1: the chapter has no front matter"},
		{"open", "---\nid: a\n", "chapter.md:1:1: the front matter has no end"},
		{"a key too many", "---\nid: a\ntitle: A\nauthor: me\n---\n", `chapter.md:4:1: the front matter has no key "author"`},
		{"the id of another", "---\nid: second\ntitle: A\n---\n", `the chapter in 01-first has the id "second" too`},
		{"minutes that are none", "---\nid: a\ntitle: A\nminutes: ten\n---\n", `chapter.md:4:1: minutes is "ten", not a number`},
	} {
		files := small()
		files["01-first/chapter.md"] = &fstest.MapFile{Data: []byte(c.text)}
		if _, err := lessons.Load(files); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(first)
	f.Add(second)
	for _, c := range damaged {
		f.Add("---\nid: a\ntitle: A\n---\n" + c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := lessons.Load(fstest.MapFS{"course.yaml": {Data: []byte(text)}, "1/chapter.md": {Data: []byte(text)}})
		if c == nil {
			if err == nil {
				t.Error("no course and no error")
			}
			return
		}
		for _, ch := range c.Chapters {
			c.Plain(ch, 40, nil)
			c.Search("a")
		}
	})
}
