package console

import (
	"encoding/json"
	"strings"

	"skylab/engine/aws"
)

// metricData gives `aws cloudwatch put-metric-data` the flags of one datum
// that the CLI adds to the API's --metric-data: --metric-name, --value and the
// like (awscli/customizations/putmetricdata.py, 2026). All other lines stay as
// they are.
func metricData(op *aws.Operation, words []string) ([]string, error) {
	if op.ID() != "cloudwatch.PutMetricData" {
		return words, nil
	}
	datum := aws.Object{}
	var rest []string
	for i := 0; i < len(words); i++ {
		flag, value, inline := strings.Cut(words[i], "=")
		member, is := datumFlag(flag)
		if !is {
			rest = append(rest, words[i])
			continue
		}
		if !inline {
			if i++; i == len(words) {
				return nil, unparsed("argument %s: expected one argument", flag)
			}
			value = words[i]
		}
		v, err := datumValue(member, value)
		if err != nil {
			return nil, err
		}
		datum = append(datum, aws.Field{Name: member, Value: v})
	}
	if len(datum) == 0 {
		return words, nil
	}
	for _, w := range rest {
		if flag, _, _ := strings.Cut(w, "="); flag == "--metric-data" {
			return nil, invalid("Cannot specify both --metric-data and the flags of a single metric.")
		}
	}
	data, err := json.Marshal([]aws.Object{datum})
	return append(rest, "--metric-data", string(data)), err
}

// datumFlag is the member of a MetricDatum that a flag sets.
func datumFlag(flag string) (member string, is bool) {
	for _, name := range []string{"MetricName", "Timestamp", "Unit", "Value", "Dimensions", "StatisticValues", "StorageResolution"} {
		if flag == "--"+aws.Kebab(name) {
			return name, true
		}
	}
	return "", false
}

// datumValue is a flag's word as the member's value. Dimensions are
// Name=Value,Name=Value.
func datumValue(member, word string) (any, error) {
	switch member {
	case "Value", "StorageResolution":
		if !json.Valid([]byte(word)) {
			return nil, invalid("Invalid value for parameter %s: %s", member, word)
		}
		return json.RawMessage(word), nil
	case "Dimensions", "StatisticValues":
		list, set := []aws.Object{}, aws.Object{}
		for _, pair := range strings.Split(word, ",") {
			name, value, ok := strings.Cut(pair, "=")
			if !ok {
				return nil, invalid("Error parsing parameter '--%s': Expected: '=', received: 'EOF' for input:\n%s", aws.Kebab(member), word)
			}
			list = append(list, aws.Object{{Name: "Name", Value: name}, {Name: "Value", Value: value}})
			if json.Valid([]byte(value)) {
				set = append(set, aws.Field{Name: name, Value: json.RawMessage(value)})
			}
		}
		if member == "Dimensions" {
			return list, nil
		}
		return set, nil
	}
	return word, nil
}
