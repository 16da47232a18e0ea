package console

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// pages fetches the pages of one invocation.
type pages struct {
	c        *invocation
	pager    *pager
	maxItems int // 0 is no bound
	skip     int // items of the first page that an earlier command printed
	count    int
	each     []aws.Object // the results of each page, for text
	raw      []aws.Object // each page as it came, for yaml-stream
	whole    aws.Object
}

// newPages is the invocation's paging, or nil with --no-paginate and where the
// line itself asks for one page.
func newPages(c *invocation, args *given) (*pages, error) {
	pager := pagerOf(c.op)
	if pager == nil || c.g.noPaginate {
		return nil, nil
	}
	p := &pages{c: c, pager: pager}
	for _, flag := range []string{"--page-size", "--max-items"} {
		words, ok := args.values[flag]
		if !ok {
			continue
		}
		n, err := strconv.Atoi(words[0])
		if err != nil {
			return nil, unparsed("argument %s: invalid int value: '%s'", flag, words[0])
		}
		if flag == "--max-items" {
			p.maxItems = n
			continue
		}
		if m, ok := memberNamed(c.op.In(), pager.limit); ok {
			v := reflect.ValueOf(n)
			if m.Type.Kind() == reflect.String {
				v = reflect.ValueOf(words[0]) // API Gateway has its limits as text
			}
			setMember(c.in, m, v)
		}
	}
	if words, ok := args.values["--starting-token"]; ok {
		token, skip, ok := decodeToken(words[0])
		if !ok {
			return nil, invalid("Bad starting token: %s", words[0])
		}
		p.skip = skip
		p.token(token)
	}
	return p, nil
}

// setMember sets a member of an input, through its pointer if it is one.
func setMember(in any, m aws.Member, v reflect.Value) {
	f := reflect.ValueOf(in).Elem().Field(m.Index)
	if f.Kind() == reflect.Pointer {
		f.Set(reflect.New(f.Type().Elem()))
		f = f.Elem()
	}
	f.Set(v.Convert(f.Type()))
}

// token sets where the next page begins. The input is a fresh copy: the world
// keeps the one that a call was made with.
func (p *pages) token(token aws.Object) {
	old := reflect.ValueOf(p.c.in).Elem()
	fresh := reflect.New(old.Type())
	fresh.Elem().Set(old)
	p.c.in = fresh.Interface()
	for _, f := range token {
		if m, ok := memberNamed(p.c.op.In(), f.Name); ok && f.Value != nil {
			setMember(p.c.in, m, reflect.ValueOf(pyString(f.Value)))
		}
	}
}

// here are the tokens with which this page was asked for.
func (p *pages) here() aws.Object {
	var token aws.Object
	for _, name := range p.pager.inputs() {
		m, _ := memberNamed(p.c.op.In(), name)
		var v any
		if text := fmt.Sprint(reflect.Indirect(reflect.ValueOf(p.c.in)).Field(m.Index).Interface()); text != "" {
			v = text
		}
		token = append(token, aws.Field{Name: name, Value: v})
	}
	return token
}

// next fetches a page and goes on until there are no more, or enough.
func (p *pages) next() {
	p.c.p.call(p.c.op, p.c.in, func(out any, err *aws.Error) {
		if err != nil {
			p.c.p.exit(reportService(p.c.p.err, p.c.op, err))
			return
		}
		page, _ := aws.Tree(out).(aws.Object)
		token := p.pager.following(page)
		cut := p.add(page)
		switch {
		case cut > 0:
			p.finish(encodeToken(append(p.here(), aws.Field{Name: truncated, Value: int64(cut)})))
		case token != nil && p.maxItems > 0 && p.count >= p.maxItems:
			p.finish(encodeToken(token))
		case token != nil:
			p.token(token)
			p.next()
		default:
			p.finish("")
		}
	})
}

// add takes a page's results. With --max-items it may take only some; then cut
// is how many of the page's primary results are used up.
func (p *pages) add(page aws.Object) (cut int) {
	kept := aws.Object{}
	for i, name := range p.pager.results {
		items, ok := get(page, name).([]any)
		if !ok {
			continue
		}
		if i == 0 {
			from := min(p.skip, len(items))
			p.skip = 0
			to := len(items)
			if p.maxItems > 0 && p.count+to-from > p.maxItems {
				to = from + p.maxItems - p.count
				cut = to
			}
			p.count += to - from
			items = items[from:to]
		}
		kept = append(kept, aws.Field{Name: name, Value: items})
		before, _ := get(p.whole, name).([]any)
		p.whole = put(p.whole, name, append(slices.Clip(before), items...))
	}
	for _, name := range p.pager.rest {
		v := get(page, name)
		p.whole = put(p.whole, name, v)
		if len(p.each) == 0 {
			kept = append(kept, aws.Field{Name: name, Value: v})
		}
	}
	p.each = append(p.each, kept)
	if primary := p.pager.results[0]; get(page, primary) != nil {
		page = put(slices.Clone(page), primary, get(kept, primary))
	}
	p.raw = append(p.raw, page)
	return cut
}

func (p *pages) finish(token string) {
	if p.c.g.output == "yaml-stream" {
		p.c.print(p.raw, nil)
		return
	}
	if token != "" {
		p.whole = put(p.whole, "NextToken", token)
		p.each = append(p.each, aws.Object{{Name: "NextToken", Value: aws.Object{{Name: "NextToken", Value: token}}}})
	}
	p.c.print(p.each, p.whole)
}

// truncated is what the CLI's own token calls how many items of the page to
// leave out.
const truncated = "boto_truncate_amount"

// encodeToken is the CLI's own token: base64 of the service's tokens and of how
// many items of the page to leave out.
func encodeToken(token aws.Object) string {
	parts := make([]string, len(token))
	for i, f := range token {
		parts[i] = strconv.Quote(f.Name) + ": " + compact(f.Value)
	}
	return base64.StdEncoding.EncodeToString([]byte("{" + strings.Join(parts, ", ") + "}"))
}

func decodeToken(text string) (token aws.Object, skip int, ok bool) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, 0, false
	}
	v, err := parseJSON(string(data))
	o, is := v.(aws.Object)
	if err != nil || !is {
		return nil, 0, false
	}
	for _, f := range o {
		if n, is := f.Value.(int64); is && f.Name == truncated {
			skip = int(max(n, 0))
			continue
		}
		token = append(token, f)
	}
	return token, skip, true
}
