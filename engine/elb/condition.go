package elb

import (
	"net/netip"
	"regexp"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/elb/rule"
)

// RuleCondition is what a rule asks of requests.
type RuleCondition struct {
	Field                   string `aws:"max=64"`
	Values                  []string
	HostHeaderConfig        *ValuesConfig
	PathPatternConfig       *ValuesConfig
	HttpHeaderConfig        *HTTPHeaderConfig
	QueryStringConfig       *QueryStringConfig
	HttpRequestMethodConfig *ValuesConfig
	SourceIpConfig          *ValuesConfig
}

// ValuesConfig are the values of which one is enough.
type ValuesConfig struct{ Values []string }

// HTTPHeaderConfig is a header with its values.
type HTTPHeaderConfig struct {
	HttpHeaderName string
	Values         []string
}

// QueryStringConfig are parameters of which one is enough.
type QueryStringConfig struct{ Values []QueryStringKeyValuePair }

// QueryStringKeyValuePair is a parameter; without a key, any of them.
type QueryStringKeyValuePair struct{ Key, Value string }

// conditionsLeftOut are the members of conditions that this world does not act
// on.
var conditionsLeftOut = []string{"Conditions.RegexValues", "Conditions.HostHeaderConfig.RegexValues", "Conditions.PathPatternConfig.RegexValues",
	"Conditions.HttpHeaderConfig.RegexValues", "Conditions.SourceIpConfig.IpAddressType", "Transforms"}

// The lengths of what conditions compare (user guide, rule condition types).
const (
	maxConditionValue = 128
	maxHeaderName     = 40
)

// conditions are those of a rule as requests are asked by them, and as AWS
// shows them.
//
// fidelity: elb.errors
func conditions(given []RuleCondition) (show []RuleCondition, asked []rule.Condition, err *aws.Error) {
	total := 0
	for _, g := range given {
		shown, c, err := condition(g)
		if err != nil {
			return nil, nil, err
		}
		total += len(c.Values) + len(c.Pairs) + len(c.Sources)
		show, asked = append(show, shown), append(asked, c)
	}
	if total > maxConditionValues {
		return nil, nil, invalid("The number of condition values cannot exceed '%d' for a rule", maxConditionValues)
	}
	return show, asked, nil
}

// condition is one of them.
func condition(g RuleCondition) (shown RuleCondition, c rule.Condition, err *aws.Error) {
	shown, c = g, rule.Condition{Field: rule.Field(g.Field)}
	need := func(config string) *aws.Error {
		return invalid("A '%s' must be specified with '%s'", config, g.Field)
	}
	switch c.Field {
	case rule.PathPattern:
		c.Values, err = plainValues(g, g.PathPatternConfig, "PathPatternConfig")
		shown.Values, shown.PathPatternConfig = c.Values, &ValuesConfig{c.Values}
	case rule.HostHeader:
		c.Values, err = plainValues(g, g.HostHeaderConfig, "HostHeaderConfig")
		shown.Values, shown.HostHeaderConfig = c.Values, &ValuesConfig{c.Values}
	case rule.HTTPHeader:
		if g.HttpHeaderConfig == nil {
			return shown, c, need("HttpHeaderConfig")
		}
		if c.Header, c.Values = g.HttpHeaderConfig.HttpHeaderName, g.HttpHeaderConfig.Values; len(c.Header) > maxHeaderName {
			return shown, c, invalid("The 'HttpHeaderName' value is too long; the limit is '%d'", maxHeaderName)
		}
	case rule.RequestMethod:
		if g.HttpRequestMethodConfig == nil {
			return shown, c, need("HttpRequestMethodConfig")
		}
		c.Values = g.HttpRequestMethodConfig.Values
		for _, v := range c.Values {
			if !methodForm.MatchString(v) {
				return shown, c, invalid("The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore")
			}
		}
	case rule.QueryString:
		if g.QueryStringConfig == nil {
			return shown, c, need("QueryStringConfig")
		}
		for _, p := range g.QueryStringConfig.Values {
			if p.Value == "" {
				return shown, c, invalid("A 'Value' must be specified in 'QueryStringKeyValuePair'")
			}
			c.Pairs = append(c.Pairs, rule.Pair(p))
		}
	case rule.SourceIP:
		if g.SourceIpConfig == nil {
			return shown, c, need("SourceIpConfig")
		}
		c.Sources, err = sources(g.SourceIpConfig.Values)
	default:
		return shown, c, invalid("Condition field '%s' must be one of '[path-pattern, host-header, http-header, http-request-method, query-string, source-ip]'", g.Field)
	}
	if err == nil {
		err = checkValues(g, c)
	}
	return shown, c, err
}

var methodForm = regexp.MustCompile(`^[A-Z_-]+$`)

// plainValues are the values of a condition that may also be given outside of
// its own structure.
func plainValues(g RuleCondition, config *ValuesConfig, name string) ([]string, *aws.Error) {
	switch {
	case config != nil && len(g.Values) > 0:
		return nil, invalid("You cannot provide both Values and '%s' for a condition of type '%s'", name, g.Field)
	case config != nil:
		return config.Values, nil
	case len(g.Values) > 1:
		return nil, invalid("The '%s' field contains too many values; the limit is '1'", g.Field)
	}
	return g.Values, nil
}

func sources(values []string) (out []netip.Prefix, err *aws.Error) {
	for _, v := range values {
		p, e := netip.ParsePrefix(v)
		if e != nil {
			return nil, invalid("The 'source-ip' value '%s' must be a CIDR block", v)
		}
		out = append(out, p)
	}
	return out, nil
}

// checkValues refuses a condition without values, or with one that is too long.
func checkValues(g RuleCondition, c rule.Condition) *aws.Error {
	if len(c.Values)+len(c.Pairs)+len(c.Sources) == 0 {
		return invalid("A condition value must be specified")
	}
	if len(g.Values) > 0 && c.Field != rule.PathPattern && c.Field != rule.HostHeader {
		return invalid("The 'Values' field is not compatible with '%s'", g.Field)
	}
	for _, v := range c.Values {
		if len(v) > maxConditionValue {
			return invalid("The '%s' value is too long; the limit is '%d'", g.Field, maxConditionValue)
		}
		if c.Field == rule.PathPattern && !strings.HasPrefix(v, "/") && !strings.HasPrefix(v, "*") {
			return invalid("The 'path-pattern' value '%s' must begin with '/' or '*'", v)
		}
	}
	return nil
}
