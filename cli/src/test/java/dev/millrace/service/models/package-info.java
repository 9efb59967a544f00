@NullMarked
package dev.millrace.service.models;

import org.jspecify.annotations.NullMarked;
