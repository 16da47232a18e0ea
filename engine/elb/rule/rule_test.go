package rule_test

import (
	"net/netip"
	"testing"

	"skylab/engine/elb/rule"
)

func TestConditions(t *testing.T) {
	q := rule.Request{Method: "GET", Host: "Api.example.com", Path: "/img/Cat.png",
		Query: "size=Large&tag=%F0%9F%90%88&plain", Source: netip.MustParseAddr("203.0.113.10"), Headers: map[string]string{"User-Agent": "curl/8.5"}}
	for _, c := range []struct {
		condition rule.Condition
		want      bool
	}{
		{rule.Condition{Field: rule.PathPattern, Values: []string{"/img/*"}}, true},
		{rule.Condition{Field: rule.PathPattern, Values: []string{"/img/???.png"}}, true},
		{rule.Condition{Field: rule.PathPattern, Values: []string{"/img/cat.png"}}, false}, // case counts
		{rule.Condition{Field: rule.PathPattern, Values: []string{"/img"}}, false},         // no prefixes
		{rule.Condition{Field: rule.PathPattern, Values: []string{"/a", "/img/*"}}, true},  // one is enough
		{rule.Condition{Field: rule.HostHeader, Values: []string{"api.EXAMPLE.com"}}, true},
		{rule.Condition{Field: rule.HostHeader, Values: []string{"*.example.org"}}, false},
		{rule.Condition{Field: rule.HTTPHeader, Header: "user-agent", Values: []string{"CURL/*"}}, true},
		{rule.Condition{Field: rule.HTTPHeader, Header: "Accept", Values: []string{"*"}}, false},
		{rule.Condition{Field: rule.RequestMethod, Values: []string{"GET"}}, true},
		{rule.Condition{Field: rule.RequestMethod, Values: []string{"G*"}}, false}, // no wildcards
		{rule.Condition{Field: rule.QueryString, Pairs: []rule.Pair{{Key: "SIZE", Value: "l*"}}}, true},
		{rule.Condition{Field: rule.QueryString, Pairs: []rule.Pair{{Key: "size", Value: "small"}}}, false},
		{rule.Condition{Field: rule.QueryString, Pairs: []rule.Pair{{Value: "🐈"}}}, true}, // of any key
		{rule.Condition{Field: rule.QueryString, Pairs: []rule.Pair{{Key: "plain", Value: "?"}}}, false},
		{rule.Condition{Field: rule.SourceIP, Sources: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}}, true},
		{rule.Condition{Field: rule.SourceIP, Sources: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}, false},
	} {
		if got := c.condition.Holds(q); got != c.want {
			t.Errorf("%+v: %v", c.condition, got)
		}
	}
}

func TestLowestPriorityThatMatches(t *testing.T) {
	path := func(p string) rule.Condition { return rule.Condition{Field: rule.PathPattern, Values: []string{p}} }
	host := rule.Condition{Field: rule.HostHeader, Values: []string{"shop.example"}}
	rules := []rule.Rule{
		{Priority: 30, Conditions: []rule.Condition{path("/a/*")}},
		{Priority: 10, Conditions: []rule.Condition{path("/a/b"), host}},
		{Priority: 20, Conditions: []rule.Condition{path("/a/b")}},
	}
	for _, c := range []struct {
		host, path string
		want       int
	}{{"shop.example", "/a/b", 1}, {"other.example", "/a/b", 2}, {"shop.example", "/a/c", 0}, {"shop.example", "/", -1}} {
		if got := rule.First(rules, rule.Request{Host: c.host, Path: c.path}); got != c.want {
			t.Errorf("%s%s: rule %d, want %d", c.host, c.path, got, c.want)
		}
	}
}
