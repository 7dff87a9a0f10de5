"""The discovery documents: routes and parameters, bodies, answers, the selection of fields."""
