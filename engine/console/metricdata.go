package console

import (
	"strings"

	"skylab/engine/aws"
)

// metricDatum is `aws cloudwatch put-metric-data` (putmetricdata.py): flags of
// one datum beside the API's --metric-data.
var metricDatum = dialect{
	adds: []argument{own[string]("metric-name", "MetricName"), own[string]("timestamp", ""), own[string]("unit", ""), own[float64]("value", ""),
		own[string]("dimensions", ""), own[string]("statistic-values", ""), own[int]("storage-resolution", "")},
	frees: []string{"MetricData"},
	fill: func(own ownWords, tree aws.Object) (aws.Object, error) {
		if len(own) == 0 {
			return tree, nil
		}
		if get(tree, "MetricData") != nil {
			return nil, invalid("Cannot specify both --metric-data and the flags of a single metric.")
		}
		datum := aws.Object{}
		for _, member := range []string{"MetricName", "Timestamp", "Unit", "Value", "Dimensions", "StatisticValues", "StorageResolution"} {
			word, given := own["--"+aws.Kebab(member)]
			if !given {
				continue
			}
			v, err := datumValue(member, word[0])
			if err != nil {
				return nil, err
			}
			datum = append(datum, aws.Field{Name: member, Value: v})
		}
		return put(tree, "MetricData", []any{datum}), nil
	},
}

// datumValue is a flag's word as the member's value. Dimensions are
// Name=Value,Name=Value.
func datumValue(member, word string) (any, error) {
	switch member {
	case "Value", "StorageResolution":
		v, err := parseJSON(word)
		if err != nil {
			return nil, invalid("Invalid value for parameter %s: %s", member, word)
		}
		return v, nil
	case "Dimensions", "StatisticValues":
		list, set := []any{}, aws.Object{}
		for _, pair := range strings.Split(word, ",") {
			name, value, ok := strings.Cut(pair, "=")
			if !ok {
				return nil, invalid("Error parsing parameter '--%s': Expected: '=', received: 'EOF' for input:\n%s", aws.Kebab(member), word)
			}
			list = append(list, aws.Object{{Name: "Name", Value: name}, {Name: "Value", Value: value}})
			if v, err := parseJSON(value); err == nil {
				set = append(set, aws.Field{Name: name, Value: v})
			}
		}
		if member == "Dimensions" {
			return list, nil
		}
		return set, nil
	}
	return word, nil
}
