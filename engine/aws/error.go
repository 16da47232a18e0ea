package aws

import "fmt"

// Error is what a service answers instead of a result, in AWS's own words.
type Error struct {
	// Code is AWS's error code: "ResourceNotFoundException".
	Code    string
	Message string
	// HTTPStatus is the status of the answer on the wire, 400 when zero.
	HTTPStatus int
	// Fields are further members of the error's body, such as Reason.
	Fields []Field
}

// Errorf makes an Error with a formatted message.
func Errorf(status int, code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), HTTPStatus: status}
}

// Field is the value of a further member of the error's body, nil without it.
func (e *Error) Field(name string) any {
	for _, f := range e.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

func (e *Error) Error() string { return e.Code + ": " + e.Message }

// Status is the HTTP status of the error.
func (e *Error) Status() int {
	if e.HTTPStatus == 0 {
		return 400
	}
	return e.HTTPStatus
}

// CLI is the error as the AWS CLI prints it for the named operation.
func (e *Error) CLI(operation string) string {
	return fmt.Sprintf("An error occurred (%s) when calling the %s operation: %s", e.Code, operation, e.Message)
}
