package sqs

import (
	"encoding/base64"
	"encoding/json"
)

// moveHandle is what the handle of a task says.
type moveHandle struct {
	TaskID    string `json:"taskId"`
	SourceArn string `json:"sourceArn"`
}

// handle is the task's name for clients.
func (t *moveTask) handle(q *queue) string {
	return base64.StdEncoding.EncodeToString(mustJSON(moveHandle{t.ID, q.arn}))
}

// parseHandle reads a handle that a client gives.
func parseHandle(text string) (moveHandle, error) {
	var h moveHandle
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(data, &h) != nil || h.TaskID == "" {
		return h, invalidValue("Value for parameter TaskHandle is invalid.")
	}
	return h, nil
}

func mustJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic("sqs: " + err.Error()) // plain structs always marshal
	}
	return data
}
