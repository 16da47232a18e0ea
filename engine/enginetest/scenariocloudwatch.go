package enginetest

import (
	"fmt"
	"strings"
	"time"
)

// alarmed has an alarm watch a function and tell a topic or a function, and
// changes one or the other on the way.
func (g *generator) alarmed() {
	name := g.function()
	action := ordersARN
	if g.r.IntN(2) == 0 {
		action = thumbARN
		g.add(0, "lambda.AddPermission", `{"FunctionName":"thumb","StatementId":"alarms","Action":"lambda:InvokeFunction","Principal":"lambda.alarms.cloudwatch.amazonaws.com"}`)
	}
	g.add(pause(g.r), "sns.CreateTopic", `{"Name":"orders"}`)
	treat := []string{"missing", "ignore", "breaching", "notBreaching"}[g.r.IntN(4)]
	g.add(0, "cloudwatch.PutMetricAlarm", fmt.Sprintf(`{"AlarmName":"busy","Namespace":"AWS/Lambda","MetricName":%q,"Statistic":"Sum",`+
		`"Dimensions":[{"Name":"FunctionName","Value":%q}],"Period":60,"EvaluationPeriods":%d,"Threshold":%d,"TreatMissingData":%q,`+
		`"ComparisonOperator":"GreaterThanThreshold","AlarmActions":[%q],"OKActions":[%q],"InsufficientDataActions":[%q]}`,
		[]string{"Invocations", "Errors", "Throttles"}[g.r.IntN(3)], name, 1+g.r.IntN(3), g.r.IntN(3), treat, action, action, action))
	for range 1 + g.r.IntN(4) {
		g.invoke(time.Duration(g.r.IntN(60))*time.Second, name, []string{"RequestResponse", "Event"}[g.r.IntN(2)])
	}
	g.add(5*time.Second, "logs.FilterLogEvents", fmt.Sprintf(`{"LogGroupName":"/aws/lambda/%s","FilterPattern":%q}`, name, []string{"REPORT", ""}[g.r.IntN(2)]))
	between := []string{`SetAlarmState {"AlarmName":"busy","StateValue":"ALARM","StateReason":"a drill"}`, `DisableAlarmActions {"AlarmNames":["busy"]}`,
		`EnableAlarmActions {"AlarmNames":["busy"]}`, `DescribeAlarms {"AlarmNames":["busy"]}`, `DescribeAlarmHistory {"AlarmName":"busy"}`,
		`DeleteAlarms {"AlarmNames":["busy"]}`, `DescribeAlarmsForMetric {"Namespace":"AWS/Lambda","MetricName":"Errors"}`}
	for range 1 + g.r.IntN(4) {
		op, in, _ := strings.Cut(between[g.r.IntN(len(between))], " ")
		g.add(time.Duration(g.r.IntN(100))*time.Second, "cloudwatch."+op, in)
	}
}

// measured publishes samples and reads them, by statistic and by metric math.
func (g *generator) measured() {
	for range 1 + g.r.IntN(3) {
		g.add(time.Duration(g.r.IntN(70))*time.Second, "cloudwatch.PutMetricData", fmt.Sprintf(
			`{"Namespace":"Shop","MetricData":[{"MetricName":"Basket","Value":%d},{"MetricName":"Basket","Values":[1,2],"Counts":[3,%d]},`+
				`{"MetricName":"Basket","StatisticValues":{"SampleCount":%d,"Sum":9,"Minimum":1,"Maximum":4}}]}`, g.r.IntN(9), g.r.IntN(4), g.r.IntN(5)))
	}
	g.add(0, "cloudwatch.ListMetrics", `{"Namespace":"Shop"}`)
	const span = `"StartTime":"2026-11-02T09:00:00Z","EndTime":"2026-11-02T12:00:00Z"`
	g.add(0, "cloudwatch.GetMetricStatistics", `{"Namespace":"Shop","MetricName":"Basket","Period":60,"Statistics":["Sum"],"ExtendedStatistics":["p90"],`+span+`}`)
	metric := `{"Id":"m1","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Basket"},"Period":60,"Stat":"Average"}}`
	expression := []string{"m1 * 2", "FILL(m1, 0)", "RATE(m1)", "IF(m1 > 2, m1)", "e1"}[g.r.IntN(5)]
	g.add(0, "cloudwatch.GetMetricData", fmt.Sprintf(`{"MetricDataQueries":[%s,{"Id":"e1","Expression":%q}],%s}`, metric, expression, span))
}

// logged makes a log group by hand, writes into it and has a filter measure
// what a function and the learner write.
func (g *generator) logged() {
	name := "/aws/lambda/" + g.function()
	do := func(op, more string) {
		g.add(time.Duration(g.r.IntN(20))*time.Second, "logs."+op, fmt.Sprintf(`{"logGroupName":%q%s}`, name, more))
	}
	do("CreateLogGroup", "")
	do("PutRetentionPolicy", fmt.Sprintf(`,"retentionInDays":%d`, []int{1, 3, 30}[g.r.IntN(3)]))
	do("CreateLogStream", `,"logStreamName":"by-hand"`)
	do("PutMetricFilter", fmt.Sprintf(`,"filterName":"f","filterPattern":%q,"metricTransformations":[{"metricName":"Seen","metricNamespace":"Shop","metricValue":"1"%s}]`,
		[]string{"", "REPORT", `{ $.n > 1 }`}[g.r.IntN(3)], []string{"", `,"defaultValue":0`}[g.r.IntN(2)]))
	for range 1 + g.r.IntN(3) {
		do("PutLogEvents", fmt.Sprintf(`,"logStreamName":"by-hand","logEvents":[{"timestamp":%d,"message":%q},{"timestamp":1793610005000,"message":"hello"}]`,
			[]int64{1793610000000, 1, 1793610001000}[g.r.IntN(3)], fmt.Sprintf(`{"n":%d}`, g.r.IntN(4))))
	}
	g.invoke(0, name[len("/aws/lambda/"):], "RequestResponse")
	do("DescribeMetricFilters", "")
	do("DescribeLogStreams", "")
	do("GetLogEvents", `,"logStreamName":"by-hand"`)
	for _, last := range []string{`DeleteRetentionPolicy `, `DeleteMetricFilter ,"filterName":"f"`, `DeleteLogStream ,"logStreamName":"by-hand"`, `DeleteLogGroup `} {
		if op, more, _ := strings.Cut(last, " "); g.r.IntN(3) > 0 {
			do(op, more)
		}
	}
}
