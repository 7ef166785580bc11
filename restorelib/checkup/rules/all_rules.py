"""All rules, in the order in which they are asked."""

from restorelib.checkup.rules import combination_rules as combinations
from restorelib.checkup.rules import data_rules as data
from restorelib.checkup.rules import last_rules as last
from restorelib.checkup.rules import layer_rules as layers
from restorelib.checkup.rules import output_rules as outputs
from restorelib.checkup.rules import structure_rules as structure
from restorelib.checkup.rules import symptom_rules as symptoms
from restorelib.checkup.rules import training_rules as training

RULES = (
    # Faults that no training can repair.
    data.not_finite,
    data.shapes,
    data.labels_out_of_range,
    data.targets_never_vary,
    data.inputs_never_vary,
    data.fractions_as_ids,
    combinations.softmax_of_one,
    combinations.one_hot,
    combinations.logits_or_probabilities,
    outputs.targets_out_of_reach,
    outputs.loss_of_the_truth,
    outputs.one_sided_correction,
    layers.gradient_not_finite,
    layers.weights_not_finite,
    layers.nothing_trainable,
    symptoms.no_gradient,
    layers.slopes_for_each_place,
    layers.units_alike,
    layers.training_and_inference,
    combinations.target_and_loss,
    # One thing changed: once a change has helped, most of these look for no other cause.
    training.value_range,
    structure.padding_last,
    layers.frozen,
    layers.dropout,
    layers.penalties,
    training.initial_weights,
    training.learning_rate_too_high,
    training.learning_rate_too_low,
    structure.hidden_sigmoids,
    structure.no_nonlinearity,
    # Symptoms of a net that is stuck.
    structure.bottleneck,
    data.rare_class,
    data.sorted_classes,
    symptoms.dead_layer,
    symptoms.saturated,
    symptoms.signal_fades,
    symptoms.gradient_fades,
    symptoms.checkerboard,
    last.optimizer,
    last.nothing_to_learn,
    last.not_learned,
)
